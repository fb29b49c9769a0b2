package reverie.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address.
 *
 * @param address as it was typed
 * @param key what two spellings of one address have in common: sign-in looks for it
 * @param person what all addresses of one mailbox have in common: no tag, and no dots where the provider ignores them
 */
record Mailbox(String address, String key, String person) {
    static final int LENGTH_MAX = 254;
    private static final int LOCAL_MAX = 64;
    private static final Pattern LOCAL = Pattern.compile("[^\\s\\p{Cntrl}\\p{Cf}@<>()\\[\\]\",;:\\\\]+");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Set<String> DOTS_MEAN_NOTHING = Set.of("gmail.com", "googlemail.com");

    static Optional<Mailbox> parse(String typed) {
        String address = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at > LOCAL_MAX || address.length() > LENGTH_MAX) return Optional.empty();
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        String domain;
        try {
            domain = IDN.toASCII(address.substring(at + 1)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) return Optional.empty();
        return Optional.of(new Mailbox(address, local + "@" + domain, person(local, domain)));
    }

    /** For somebody who may not be its owner: enough to know it again. Empty for none. */
    static String shortened(@Nullable String address) {
        int at = address == null ? -1 : address.lastIndexOf('@');
        return address == null || at < 1
                ? ""
                : address.substring(0, address.offsetByCodePoints(0, 1)) + "…" + address.substring(at);
    }

    private static String person(String local, String domain) {
        int tag = local.indexOf('+');
        String plain = tag > 0 ? local.substring(0, tag) : local;
        if (!DOTS_MEAN_NOTHING.contains(domain)) return AccountOpened.MAILBOX + plain + "@" + domain;
        return AccountOpened.MAILBOX + plain.replace(".", "") + "@gmail.com";
    }
}
