package reverie.identity;

import org.springframework.stereotype.Component;
import reverie.platform.web.Status;

/** Whether somebody has to open the admin's link first. */
@Component
class SetupStatus implements Status.Part {
    private final Accounts accounts;

    SetupStatus(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Status in(Status so) {
        return so.withSetupNeeded(accounts.setupNeeded());
    }
}
