package reverie.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list. {@code next} is an opaque cursor, absent on the last page. */
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int LIMIT_DEFAULT = 30;
    public static final int LIMIT_MAX = 100;

    /**
     * @param found one row more than asked for, if there is one: that is how the end is known
     * @param cursor tells where the page after the given last item begins
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) return new Page<>(List.copyOf(found), null);
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** @throws Problem {@code limit_out_of_range} unless 1–100 */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) return LIMIT_DEFAULT;
        if (asked < 1 || asked > LIMIT_MAX) throw Problem.invalid("limit_out_of_range", "limit");
        return asked;
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
