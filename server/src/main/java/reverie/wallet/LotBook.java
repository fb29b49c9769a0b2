package reverie.wallet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is unspent of each lot of one wallet, worked out from its entries in their order: what the house gave opens a
 * lot; what goes is taken from the lot that expires first, then from what came without one; what expires, from its own.
 */
final class LotBook {
    /** @param unspent what is left of it; of one that {@link Line} is yet to bring, all of it */
    record Lot(UUID id, long unspent, @Nullable Instant expiresAt, boolean due) {
        private static final Comparator<Lot> ORDER = Comparator.comparing(
                        Lot::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                .thenComparing(Lot::id);

        Lot less(long micros) {
            return new Lot(id, unspent - micros, expiresAt, due);
        }
    }

    /**
     * An entry that changes the balance.
     *
     * @param expires the lot that an expiry takes from
     */
    record Line(UUID transaction, long amount, @Nullable UUID expires) {}

    private final NavigableSet<Lot> open = new TreeSet<>(Lot.ORDER);
    private final Map<UUID, Lot> lots = new HashMap<>();
    /** What came without a lot. */
    private long loose;

    private LotBook(long loose) {
        this.loose = loose;
    }

    /**
     * @param lots of the wallet; those that the lines bring are opened by them
     * @param loose what was there without a lot before the first line
     * @throws IllegalStateException if the entries take what was not there
     */
    static LotBook read(Collection<Lot> lots, long loose, List<Line> lines) {
        var book = new LotBook(loose);
        for (Lot lot : lots) book.lots.put(lot.id(), lot);
        book.open.addAll(lots);
        for (Line line : lines) {
            Lot lot = book.lots.get(line.transaction());
            if (line.amount() > 0 && lot != null) book.open.remove(lot);
        }
        for (Line line : lines) book.read(line);
        return book;
    }

    private void read(Line line) {
        if (line.amount() < 0) {
            if (line.expires() == null) spend(line.transaction(), -line.amount());
            else take(lot(line.expires()), -line.amount());
            return;
        }
        Lot lot = lots.get(line.transaction());
        if (lot == null) loose += line.amount();
        else open.add(lot);
    }

    private Lot lot(UUID id) {
        Lot lot = lots.get(id);
        if (lot == null) throw new IllegalStateException("There is no lot " + id);
        return lot;
    }

    private void spend(UUID transaction, long micros) {
        long left = micros;
        while (left > 0 && !open.isEmpty()) {
            Lot first = open.first();
            long taken = Math.min(left, first.unspent());
            take(first, taken);
            left -= taken;
        }
        loose -= left;
        if (loose < 0) throw new IllegalStateException("Transaction " + transaction + " takes more than was there");
    }

    private void take(Lot lot, long micros) {
        if (micros > lot.unspent())
            throw new IllegalStateException("More than was left of lot " + lot.id() + " expired");
        open.remove(lot);
        Lot rest = lot.less(micros);
        lots.put(lot.id(), rest);
        if (rest.unspent() > 0) open.add(rest);
    }

    Collection<Lot> lots() {
        return lots.values();
    }

    long loose() {
        return loose;
    }

    /** A part of a lot that nothing holds and whose time is over. */
    record Expiring(UUID lot, long micros) {}

    /** What is held counts against the lots that its charge would take from, so it never expires. */
    List<Expiring> expiring(long held) {
        List<Expiring> found = new ArrayList<>();
        long stillHeld = held;
        for (Lot lot : open) {
            long kept = Math.min(stillHeld, lot.unspent());
            stillHeld -= kept;
            if (lot.due() && lot.unspent() > kept) found.add(new Expiring(lot.id(), lot.unspent() - kept));
        }
        return found;
    }
}
