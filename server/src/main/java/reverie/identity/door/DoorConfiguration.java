package reverie.identity.door;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import reverie.identity.Accounts;
import reverie.identity.Sessions;
import reverie.platform.LocalToken;
import reverie.platform.Problem;
import reverie.platform.Settings;
import reverie.platform.SettingsReader;
import reverie.platform.web.ProblemAdvice;

/**
 * Stateless, and shut unless said otherwise. Who may call which endpoint stands at the endpoint ({@code @Open}); here
 * stands what is no endpoint of ours: files, health, metrics, the description, and doors with a lock of their own.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
            + "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "form-action 'self'";
    private static final String PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
            + "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";
    private static final String BEARER = "Bearer ";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    /**
     * What a proxy says of whom it speaks for is believed only where the host named a public address, so that there is
     * a proxy. Without one anybody could say to be anybody: the rates of an address, and what is for this machine,
     * would be for who lies. Those who come straight from the outside are not believed in either case.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> whoIsAtTheDoor(Settings settings) {
        return tomcat -> {
            tomcat.addEngineValves(new ThisMachine());
            if (settings.publicUrl() != null) {
                var proxies = new RemoteIpValve();
                proxies.setHostHeader("X-Forwarded-Host");
                proxies.setPortHeader("X-Forwarded-Port");
                tomcat.addEngineValves(proxies);
            }
        };
    }

    @Bean
    SecurityFilterChain door(
            HttpSecurity http,
            Sessions sessions,
            Accounts accounts,
            LocalToken localToken,
            ProblemAdvice problems,
            Settings settings,
            SettingsReader reader) {
        String metricsToken = reader.value("REVERIE_METRICS_TOKEN");
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(all -> all.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers(headers, settings))
                .addFilterBefore(new SameSite(problems, settings.publicUrl()), AuthorizationFilter.class)
                .addFilterBefore(new CallerFilter(sessions, accounts, localToken, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(all -> all.requestMatchers("/metrics/**")
                        .access((who, context) ->
                                new AuthorizationDecision(mayMeasure(context.getRequest(), metricsToken)))
                        .requestMatchers("/sandbox/**")
                        .access((who, context) -> new AuthorizationDecision(settings.sandbox()))
                        .requestMatchers("/api/**", "/hooks/**", "/socket.io/**")
                        .permitAll()
                        .anyRequest()
                        .access((who, context) -> new AuthorizationDecision(
                                READS.contains(context.getRequest().getMethod()))))
                // What is shut is not there.
                .exceptionHandling(all -> all.authenticationEntryPoint(
                                (request, response, e) -> problems.write(Problem.notFound(), request, response))
                        .accessDeniedHandler(
                                (request, response, e) -> problems.write(Problem.notFound(), request, response)))
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, Settings settings) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS))
                .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable)
                .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"));
        if (settings.hasPublicAddress()) {
            headers.addHeaderWriter(new StaticHeadersWriter("Strict-Transport-Security", TWO_YEARS));
        }
    }

    private static boolean mayMeasure(HttpServletRequest request, @Nullable String token) {
        if (token == null) return ThisMachine.isCalling(request);
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** Nobody signs in through Spring Security; without this bean it would invent a person. */
    @Bean
    AuthenticationManager nobody() {
        return authentication -> {
            throw new BadCredentialsException("Sign in at /api/v1/auth");
        };
    }
}
