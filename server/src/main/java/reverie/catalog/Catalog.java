package reverie.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every model there is. */
@Component
public class Catalog {
    public Optional<Model> find(ModelId id) {
        throw new UnsupportedOperationException();
    }

    /** What is listed, in order; without the internal ones. */
    public List<Model> list(@Nullable String category, @Nullable String kind) {
        throw new UnsupportedOperationException();
    }
}
