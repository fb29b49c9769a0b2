package reverie.catalog;

import org.springframework.stereotype.Component;
import reverie.platform.web.Status;
import reverie.provider.Providers;
import reverie.provider.spi.Availability;

/** Whether films can be made here, for whoever asks before signing in. */
@Component
class EngineStatus implements Status.Part {
    private final Catalog catalog;
    private final Providers providers;

    EngineStatus(Catalog catalog, Providers providers) {
        this.catalog = catalog;
        this.providers = providers;
    }

    @Override
    public Status in(Status so) {
        Availability availability = catalog.find(new ModelId(Catalog.FILM))
                .map(model -> providers.availability(model.routes().getFirst()))
                .orElse(new Availability.Missing("no_model"));
        return so.withLocalEngine(
                switch (availability) {
                    case Availability.Ready() -> new Status.LocalEngine(true, null);
                    case Availability.Missing(String code) -> new Status.LocalEngine(false, code);
                });
    }
}
