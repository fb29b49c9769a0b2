package reverie.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Secrets;

/** Makes and reads the JWTs that open the door: HS256 and nothing else, with a key of their own. */
@Component
class AccessTokens {
    static final Duration LIFE = Duration.ofMinutes(15);
    private static final String ISSUER = "reverie";
    private static final String SESSION = "sid";
    private static final int LENGTH_MAX = 2_000;

    record Claims(AccountId account, UUID session) {}

    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final Clock clock;

    AccessTokens(Secrets secrets, Clock clock) throws JOSEException {
        byte[] key = secrets.key("access-token");
        signer = new MACSigner(key);
        verifier = new MACVerifier(key);
        this.clock = clock;
    }

    String issue(AccountId account, UUID session, Duration life) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(account.toString())
                .claim(SESSION, session.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
        return token.serialize();
    }

    /** Empty for a token that is not ours, altered, or over. Whether its session still lives is asked elsewhere. */
    Optional<Claims> read(String token) {
        if (token.length() > LENGTH_MAX) return Optional.empty();
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date end = claims.getExpirationTime();
            String session = claims.getStringClaim(SESSION);
            String account = claims.getSubject();
            if (!ISSUER.equals(claims.getIssuer()) || end == null || session == null || account == null) {
                return Optional.empty();
            }
            if (!clock.instant().isBefore(end.toInstant())) return Optional.empty();
            return Optional.of(new Claims(AccountId.of(account), UUID.fromString(session)));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
