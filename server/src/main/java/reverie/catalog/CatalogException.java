package reverie.catalog;

import org.jspecify.annotations.Nullable;

/** A file of the catalog that can't be used: which, where, why. Stops the start. */
final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CatalogException(String model, String field, String why) {
        this(model, field, why, null);
    }

    CatalogException(String model, String field, String why, @Nullable Throwable cause) {
        super("catalog/" + model + ".json can't be used: " + field + " " + why + ".", cause);
    }
}
