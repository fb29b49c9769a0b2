package reverie.wallet;

import java.util.Set;
import java.util.UUID;

/** Asked of whoever makes holds, when the ledger is verified. Joins the transaction that is open. */
public interface LiveHolds {
    /** Those of the given live holds that no job stands behind any more: nothing would ever end them. */
    Set<UUID> withoutLiveJob(Set<UUID> holds);
}
