package reverie.wallet;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Page;
import reverie.platform.Transactions;
import reverie.platform.web.Caller;

/** What a person has, and every line of how it came to be. */
@RestController
@RequestMapping("/api/v1/wallet")
class WalletController {
    private final Wallet wallet;
    private final Transactions transactions;

    WalletController(Wallet wallet, Transactions transactions) {
        this.wallet = wallet;
        this.transactions = transactions;
    }

    @Operation(operationId = "walletGet", summary = "What is settled, held and available")
    @GetMapping
    Balance balance(Caller caller) {
        return Objects.requireNonNull(transactions.read(caller.account(), () -> wallet.balance(caller.account())));
    }

    @Operation(operationId = "walletEntries", summary = "Every line of the ledger, newest first")
    @GetMapping("/entries")
    Page<Entry> entries(
            Caller caller,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        return Objects.requireNonNull(
                transactions.read(caller.account(), () -> wallet.entries(caller.account(), kind, cursor, size)));
    }
}
