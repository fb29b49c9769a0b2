package reverie.media;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import reverie.platform.AccountId;
import reverie.platform.web.Caller;

/** Lets tests of this module in as whoever they say, without an account: media only need to know whose they are. */
@Configuration(proxyBeanMethods = false)
class TestDoor {
    static final String HEADER = "X-Test-Account";
    static final String NOBODY = "nobody";
    static final String VISITOR = "visitor:";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain mediaTestDoor(HttpSecurity http) {
        return http.securityMatcher(request -> request.getHeader(HEADER) != null)
                .csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .addFilterBefore(new WhoeverTheySay(), AuthorizationFilter.class)
                .build();
    }

    private static final class WhoeverTheySay extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String who = request.getHeader(HEADER);
            if (!who.equals(NOBODY)) {
                boolean visitor = who.startsWith(VISITOR);
                UUID account = UUID.fromString(visitor ? who.substring(VISITOR.length()) : who);
                var caller = new Caller(new AccountId(account), account, visitor, Set.of(), "en");
                SecurityContextHolder.getContext()
                        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, "", Set.of()));
            }
            chain.doFilter(request, response);
        }
    }
}
