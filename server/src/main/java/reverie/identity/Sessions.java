package reverie.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;
import reverie.platform.web.Caller;

/** Who holds a token, for doors that are not HTTP requests. */
@Component
public class Sessions {
    /** Empty for a token that is forged, expired, revoked or of a suspended account. */
    public Optional<Caller> caller(String accessToken) {
        throw new UnsupportedOperationException();
    }
}
