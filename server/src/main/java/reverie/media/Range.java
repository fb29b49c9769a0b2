package reverie.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What part of a file a {@code Range} header asks for (RFC 9110, section 14). Both ends are included. */
record Range(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /** None of the file lies in it. */
    static final Range UNSATISFIABLE = new Range(0, -1);

    /** @return null for no range, one that makes no sense, or several: the whole file answers those too */
    static @Nullable Range of(@Nullable String header, long size) {
        if (header == null) return null;
        Matcher asked = ONE.matcher(header);
        if (!asked.matches()) return null;
        String from = asked.group(1);
        String to = asked.group(2);
        if (from.isEmpty() && to.isEmpty()) return null;
        if (from.isEmpty()) {
            long length = Math.min(Long.parseLong(to), size);
            return length == 0 ? UNSATISFIABLE : new Range(size - length, size - 1);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Long.parseLong(to);
        if (last < first && !to.isEmpty()) return null;
        return first >= size ? UNSATISFIABLE : new Range(first, Math.min(last, size - 1));
    }

    boolean isEmpty() {
        return last < first;
    }

    long length() {
        return last - first + 1;
    }
}
