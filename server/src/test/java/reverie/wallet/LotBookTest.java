package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reverie.wallet.LotBook.Expiring;
import reverie.wallet.LotBook.Line;
import reverie.wallet.LotBook.Lot;

class LotBookTest {
    static final UUID A = new UUID(0, 1);
    static final UUID B = new UUID(0, 2);
    static final UUID C = new UUID(0, 3);
    static final UUID CHARGE = new UUID(1, 1);

    static Lot lot(UUID id, long unspent, @Nullable String expires, boolean due) {
        return new Lot(id, unspent, expires == null ? null : Instant.parse(expires + "T00:00:00Z"), due);
    }

    static Line comes(UUID id, long amount) {
        return new Line(id, amount, null);
    }

    static Line spends(long amount) {
        return new Line(CHARGE, -amount, null);
    }

    static List<Long> unspent(LotBook book, UUID... lots) {
        return List.of(lots).stream()
                .map(id -> book.lots().stream()
                        .filter(lot -> lot.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .unspent())
                .toList();
    }

    @Test
    void what_expires_first_goes_first_and_what_never_does_goes_last() {
        var lots = List.of(lot(A, 10, null, false), lot(B, 10, "2027-02-01", false), lot(C, 10, "2027-01-01", false));

        LotBook book = LotBook.read(lots, 5, List.of(spends(13), spends(9)));

        assertThat(unspent(book, A, B, C)).containsExactly(8L, 0L, 0L);
        assertThat(book.loose()).isEqualTo(5);
        assertThat(LotBook.read(book.lots(), book.loose(), List.of(spends(10))).loose())
                .isEqualTo(3);
    }

    @Test
    void a_lot_that_comes_later_pays_for_nothing_before_it() {
        var lots = List.of(lot(A, 10, null, false), lot(B, 10, "2027-01-01", false));

        LotBook book = LotBook.read(lots, 0, List.of(comes(A, 10), spends(4), comes(B, 10), spends(3)));

        assertThat(unspent(book, A, B)).containsExactly(6L, 7L);
    }

    @Test
    void what_comes_without_a_lot_is_spent_last() {
        LotBook book = LotBook.read(
                List.of(lot(A, 10, null, false)), 0, List.of(comes(A, 10), comes(C, 5), spends(12), comes(C, 1)));

        assertThat(unspent(book, A)).containsExactly(0L);
        assertThat(book.loose()).isEqualTo(4);
    }

    @Test
    void what_is_held_counts_against_what_its_charge_would_take() {
        var lots = List.of(lot(A, 10, null, true), lot(B, 10, "2027-02-01", false), lot(C, 10, "2027-01-01", true));

        LotBook book = LotBook.read(lots, 100, List.of());

        assertThat(book.expiring(0)).containsExactly(new Expiring(C, 10), new Expiring(A, 10));
        assertThat(book.expiring(4)).containsExactly(new Expiring(C, 6), new Expiring(A, 10));
        assertThat(book.expiring(23)).containsExactly(new Expiring(A, 7));
        assertThat(book.expiring(31)).isEmpty();
    }

    @Test
    void entries_that_do_not_fit_the_lots_are_refused() {
        var lots = List.of(lot(A, 10, null, false));

        assertThatThrownBy(() -> LotBook.read(lots, 1, List.of(spends(12)))).hasMessageContaining(CHARGE.toString());
        assertThatThrownBy(() -> LotBook.read(lots, 0, List.of(new Line(CHARGE, -11, A))))
                .hasMessageContaining("More than was left of lot " + A);
        assertThatThrownBy(() -> LotBook.read(lots, 0, List.of(new Line(CHARGE, -1, B))))
                .hasMessageContaining("no lot " + B);
    }
}
