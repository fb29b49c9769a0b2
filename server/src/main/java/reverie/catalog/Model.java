package reverie.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reverie.platform.Credits;
import reverie.provider.Providers;

/** One entry of the catalog. Equal by its id. */
public final class Model {
    private static final int PRICE_DECIMALS = 2;

    private final ModelId id;
    private final String title;
    private final String summary;
    private final String category;
    private final String kind;
    private final boolean internal;
    private final List<Providers.Route> routes;
    private final String lane;
    private final String priceVersion;
    private final InputForm form;
    private final Amount price;
    private final Amount seconds;

    Model(
            ModelId id,
            ModelFile file,
            List<Providers.Route> routes,
            String lane,
            String priceVersion,
            InputForm form,
            Amount price,
            Amount seconds) {
        this.id = id;
        this.title = file.title();
        this.summary = file.summary();
        this.category = file.category();
        this.kind = file.kind();
        this.internal = Boolean.TRUE.equals(file.internal());
        this.routes = List.copyOf(routes);
        this.lane = lane;
        this.priceVersion = priceVersion;
        this.form = form;
        this.price = price;
        this.seconds = seconds;
    }

    public ModelId id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String summary() {
        return summary;
    }

    public String category() {
        return category;
    }

    /** What it makes of what: {@code image-to-video}. */
    public String kind() {
        return kind;
    }

    /** Whose name people see beside it: that of its first route. */
    public String provider() {
        return routes.getFirst().provider();
    }

    /** Not listed and not for sale: a step of our own. */
    public boolean internal() {
        return internal;
    }

    /** In the order in which they are tried. */
    public List<Providers.Route> routes() {
        return routes;
    }

    /** Which workers run it; each lane has its own cap. */
    public String lane() {
        return lane;
    }

    /** Changes whenever the price of any input may have. */
    public String priceVersion() {
        return priceVersion;
    }

    public InputForm form() {
        return form;
    }

    /** What a run with these (already valid) inputs costs. */
    public Credits price(Map<String, Object> inputs) {
        return Credits.of(price.of(inputs).setScale(PRICE_DECIMALS, RoundingMode.CEILING));
    }

    /** What the plainest run costs. */
    Credits priceFrom() {
        return price(form.defaults());
    }

    public Duration expected(Map<String, Object> inputs) {
        return Duration.ofMillis(
                seconds.of(inputs).multiply(BigDecimal.valueOf(1000)).longValue());
    }

    Duration expectedUsually() {
        return expected(form.defaults());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model model && model.id.equals(id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }

    @Override
    public String toString() {
        return id.value();
    }
}
