package reverie.catalog;

import reverie.platform.SettingsException;

/** A file of the catalog that can't be used: which, where, why. Stops the start. */
final class CatalogException extends SettingsException {
    private static final long serialVersionUID = 1;

    CatalogException(String model, String field, String why) {
        super(sentence(model, field, why));
    }

    CatalogException(String model, String field, String why, Throwable cause) {
        super(sentence(model, field, why), cause);
    }

    private static String sentence(String model, String field, String why) {
        return "catalog/" + model + ".json can't be used: " + field + " " + why + ".";
    }
}
