package reverie.identity.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import reverie.identity.Accounts;
import reverie.identity.Sessions;
import reverie.platform.AccountId;
import reverie.platform.LocalToken;
import reverie.platform.web.Caller;
import reverie.platform.web.ProblemAdvice;

/**
 * Finds out who calls: by the Bearer, or on this machine by the token in the data folder. A token that is not good is
 * as none: what needs somebody refuses by itself, what is open to all stays open to whoever's token ran out.
 */
class CallerFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Accounts accounts;
    private final LocalToken localToken;
    private final ProblemAdvice problems;

    CallerFilter(Sessions sessions, Accounts accounts, LocalToken localToken, ProblemAdvice problems) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.localToken = localToken;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ThisMachine.isCalling(request)) {
            localToken
                    .proof(request.getHeader(LocalToken.NONCE), request.getLocalPort())
                    .ifPresent(proof -> response.setHeader(LocalToken.PROOF, proof));
        }
        Optional<Caller> known;
        try {
            known = bearer(request).or(() -> host(request));
        } catch (RuntimeException e) {
            problems.write(problems.fault(e, request), request, response);
            return;
        }
        known.ifPresent(caller -> SecurityContextHolder.setContext(
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(caller, "", List.of()))));
        chain.doFilter(request, response);
    }

    private Optional<Caller> bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) return Optional.empty();
        return sessions.caller(header.substring(BEARER.length()).strip());
    }

    private Optional<Caller> host(HttpServletRequest request) {
        String token = request.getHeader(LocalToken.HEADER);
        if (token == null || !ThisMachine.isCalling(request) || !localToken.matches(token)) return Optional.empty();
        AccountId host = accounts.host();
        String language = accounts.account(host).locale();
        // The terminal has no session that could be revoked: its token lives as long as this process.
        return Optional.of(new Caller(host, host.value(), false, Set.of(Caller.ADMIN), language));
    }
}
