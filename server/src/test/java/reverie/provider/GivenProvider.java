package reverie.provider;

import org.springframework.stereotype.Component;
import reverie.TestWorld;

/** Makers in good health at the start of every test, whatever the last one did to them. */
@Component
class GivenProvider implements TestWorld.Resettable {
    private final Providers providers;

    GivenProvider(Providers providers) {
        this.providers = providers;
    }

    @Override
    public void reset() {
        providers.forget();
    }
}
