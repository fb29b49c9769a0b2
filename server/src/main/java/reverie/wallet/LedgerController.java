package reverie.wallet;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.web.Open;
import reverie.platform.web.Rated;

/** The whole ledger, verified for an admin: what {@code ./reverie admin verify-ledger} prints. */
@RestController
@Open(Open.To.ADMINS)
class LedgerController {
    private final VerifyLedger ledger;
    private final JdbcClient db;

    LedgerController(VerifyLedger ledger, JdbcClient db) {
        this.ledger = ledger;
        this.db = db;
    }

    /** @param findings a sentence for each row that is wrong; none if all is well */
    record Verification(List<String> findings, long transactions, long postings, long accounts, long liveHolds) {}

    private record Sizes(long transactions, long postings, long accounts, long liveHolds) {}

    @Operation(
            operationId = "adminLedgerVerify",
            summary = "Checks postings, balances and live holds, and names what is wrong")
    @GetMapping("/api/v1/admin/ledger/verification")
    @Rated(perMinute = 10)
    Verification verify() {
        List<String> findings = ledger.verify();
        Sizes sizes = db.sql("""
                        select (select count(*) from ledger_transaction) as transactions,
                               (select count(*) from ledger_posting) as postings,
                               (select count(*) from ledger_account) as accounts,
                               (select count(*) from ledger_hold where state = 'held') as live_holds
                        """).query(Sizes.class).single();
        return new Verification(findings, sizes.transactions(), sizes.postings(), sizes.accounts(), sizes.liveHolds());
    }
}
