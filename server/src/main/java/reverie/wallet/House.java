package reverie.wallet;

import java.util.Arrays;
import java.util.UUID;

/** The house's own sides of the ledger. Their ids are fixed; their sums are read from the postings, never kept. */
enum House {
    /** Where given credits come from, and where expired ones go back to. Its sum is minus what was ever given out. */
    GIVEN("00000000-0000-7000-8000-000000000001"),
    /** What was charged. */
    EARNED("00000000-0000-7000-8000-000000000002");

    final UUID id;

    House(String id) {
        this.id = UUID.fromString(id);
    }

    static boolean owns(UUID account) {
        return Arrays.stream(values()).anyMatch(side -> side.id.equals(account));
    }
}
