package reverie.billing;

import org.springframework.stereotype.Component;
import reverie.platform.web.Status;

/** What a new person gets, for whoever asks before signing in. */
@Component
class WelcomeStatus implements Status.Part {
    @Override
    public Status in(Status so) {
        return so.withWelcome(Offers.WELCOME);
    }
}
