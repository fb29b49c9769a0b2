package reverie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reverie.wallet.GivenWallet.balance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.TestDatabase;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.wallet.Wallet.HoldRequest;
import reverie.wallet.Wallet.Settlement;

/** Rows altered behind the ledger's back are named; the roles of the server can't alter them at all. */
@ReverieTest
class VerifyLedgerTest {
    @Autowired
    Wallet wallet;

    @Autowired
    GivenWallet given;

    @Autowired
    VerifyLedger verify;

    @Autowired
    ExpireLots expireLots;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    AccountId account;
    AccountId other;
    UUID charged;
    UUID live;

    @BeforeEach
    void a_wallet_where_all_has_happened() {
        account = given.walletWith("10");
        other = given.walletWith("1");
        wallet.grant(
                account,
                Credits.of(5),
                "month",
                "monthly credits",
                clock.instant().plus(Duration.ofDays(30)));
        charged = given.hold(account, "2");
        wallet.settle(List.of(new Settlement(charged, Credits.of(1))));
        wallet.reverse(given.charge(account, "1"), "not delivered");
        wallet.transfer(account, other, Credits.of(1), "gift", "gift");
        clock.advance(Duration.ofDays(31));
        given.charge(account, "0.5");
        expireLots.run();
        given.charge(account, "0.25");
        live = given.hold(account, "1");
        assertThat(verify.verify()).isEmpty();
    }

    @AfterEach
    void leave_no_ruins() throws SQLException {
        asOwner("truncate ledger_account, ledger_transaction, ledger_posting, ledger_hold, ledger_lot");
    }

    static void asOwner(String sql) throws SQLException {
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            for (String table : List.of("ledger_posting", "ledger_transaction")) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            int rows = statement.executeUpdate(sql);
            for (String table : List.of("ledger_posting", "ledger_transaction")) {
                statement.execute("alter table " + table + " enable trigger user");
            }
            if (!sql.startsWith("truncate")) assertThat(rows).as(sql).isEqualTo(1);
        }
    }

    /** Any of the entries of the charged hold. */
    String entry(String kind) {
        return "transaction_id = (select id from ledger_transaction where reference = '" + kind + ":" + charged
                + "') and account_id = '" + account + "'";
    }

    String transaction(String kind) {
        return db.sql("select id::text from ledger_transaction where reference = ?")
                .param(kind + ":" + charged)
                .query(String.class)
                .single();
    }

    @Test
    void a_changed_amount_is_named() throws SQLException {
        asOwner("update ledger_posting set amount = amount + 1 where " + entry("charge"));

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).contains(transaction("charge"), "does not balance", "sum to 1"))
                .anySatisfy(s -> assertThat(s).startsWith("Posting").contains(transaction("charge"), "follow"))
                .anySatisfy(s -> assertThat(s).startsWith("Account " + account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "charge", "release"})
    void a_removed_posting_is_named(String kind) throws SQLException {
        String transaction = transaction(kind);
        asOwner("delete from ledger_posting where " + entry(kind));

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).contains(transaction))
                .anySatisfy(s -> assertThat(s).startsWith("Posting").contains("does not follow"))
                .anySatisfy(s -> assertThat(s).startsWith("Hold " + charged));
    }

    @Test
    void the_house_can_not_take_more_than_was_charged() throws SQLException {
        asOwner("update ledger_posting set amount = amount * 2 where account_id = '" + House.EARNED.id
                + "' and transaction_id = '" + transaction("charge") + "'");

        assertThat(verify.verify()).hasSize(1).first().asString().contains(transaction("charge"), "does not balance");
    }

    @Test
    void a_removed_or_changed_transaction_is_named() throws SQLException {
        String id = transaction("charge");
        asOwner("delete from ledger_transaction where id = '" + id + "'");
        asOwner("update ledger_transaction set kind = 'purchase' where reference = 'gift'");

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).contains(id, "missing itself"))
                .anySatisfy(s -> assertThat(s).contains("(gift)", "is a purchase, but a posting of it is not"));
    }

    @Test
    void a_changed_balance_is_named() throws SQLException {
        asOwner("update ledger_account set balance = balance + 5 where id = '" + account + "'");

        assertThat(verify.verify())
                .singleElement()
                .asString()
                .startsWith("Account " + account)
                .contains("its postings make");
    }

    @Test
    void a_changed_held_is_named() throws SQLException {
        asOwner("update ledger_account set held = 0 where id = '" + account + "'");

        assertThat(verify.verify())
                .singleElement()
                .asString()
                .startsWith("Account " + account)
                .contains("held 0", "its live holds 1000000");
    }

    @Test
    void a_changed_hold_is_named() throws SQLException {
        asOwner("update ledger_hold set charged = charged + 1 where id = '" + charged + "'");
        asOwner("delete from ledger_hold where id = '" + live + "'");

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).startsWith("Hold " + charged).contains("charged 1000000"))
                .anySatisfy(s -> assertThat(s).startsWith("Hold " + live).contains("missing"))
                .anySatisfy(s -> assertThat(s).startsWith("Account " + account));
    }

    @Test
    void a_changed_or_removed_lot_is_named() throws SQLException {
        String month = db.sql("select id::text from ledger_transaction where reference = 'month'")
                .query(String.class)
                .single();
        asOwner("update ledger_lot set unspent = unspent + 1 where id = '" + month + "'");
        assertThat(verify.verify()).singleElement().asString().startsWith("Lot " + month);

        asOwner("delete from ledger_lot where id = '" + month + "'");
        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).startsWith("Lot " + month).contains("missing"))
                .anySatisfy(s -> assertThat(s).startsWith("The lots of account " + account));
    }

    @Test
    void a_posting_of_nobody_and_a_transaction_of_nothing_are_named() throws SQLException {
        UUID nobody = given.nobody().value();
        asOwner("update ledger_posting set account_id = '" + nobody + "' where account_id = '" + other
                + "' and kind = 'transfer'");
        asOwner("insert into ledger_transaction (id, reference, kind) values ('" + nobody + "', 'empty', 'grant')");

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).contains("(gift)", "account that does not exist"))
                .anySatisfy(s -> assertThat(s).contains("(empty)", "has no posting"));
    }

    @Test
    void a_reversal_of_something_else_is_named() throws SQLException {
        asOwner("update ledger_transaction set reverses = '" + transaction("charge") + "' where kind = 'expiry'");

        assertThat(verify.verify()).anySatisfy(s -> assertThat(s).contains("undoes " + transaction("charge")));
    }

    @Test
    void spending_what_no_lot_ever_had_is_named() throws SQLException {
        asOwner("update ledger_lot set credits = 1, unspent = 0 where expires_at is not null");

        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).startsWith("Lot").contains("says 1,"))
                .anySatisfy(s -> assertThat(s).contains("do not fit its entries: More than was left"));
    }

    /** A transaction that balances, follows from the entry before it, and never went through the wallet. */
    private UUID inserted(String kind, UUID otherSide, long micros) throws SQLException {
        UUID id = ids.next();
        asOwner("insert into ledger_transaction (id, reference, kind) values ('%s', '%s', '%s')"
                .formatted(id, "inserted:" + id, kind));
        try (var c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute("""
                    with wallet as (
                        update ledger_account set balance = balance + %d where id = '%s' returning id, balance, held
                    )
                    insert into ledger_posting (transaction_id, account_id, kind, amount, balance_after, held_after)
                    select '%s'::uuid, id, '%s', %d, balance, held from wallet
                    union all select '%s', '%s', '%s', %d, null, null
                    """.formatted(micros, account, id, kind, micros, id, otherSide, kind, -micros));
        }
        return id;
    }

    @Test
    void a_whole_transaction_that_was_inserted_is_named() throws SQLException {
        UUID gift = inserted("transfer", House.GIVEN.id, 5_000_000);
        assertThat(verify.verify())
                .singleElement()
                .asString()
                .startsWith("Transaction " + gift)
                .contains("is a transfer for account " + account, "5000000/0 with what was given");

        UUID grant = inserted("grant", House.GIVEN.id, 5_000_000);
        assertThat(verify.verify())
                .anySatisfy(s -> assertThat(s).startsWith("Lot " + grant).contains("is missing, but its credits came"));

        UUID charge = inserted("charge", House.EARNED.id, -1_000_000);
        assertThat(verify.verify())
                .anySatisfy(
                        s -> assertThat(s).startsWith("Transaction " + charge).contains("is a charge"));
    }

    @Test
    void a_hold_that_no_job_will_ever_end_is_named() {
        UUID forgotten = ids.next();
        wallet.hold(List.of(new HoldRequest(forgotten, account, Credits.of("0.5"), ids.next())));

        assertThat(verify.verify())
                .containsExactly("Hold " + forgotten + " keeps 0.5 of account " + account
                        + ", but no live job stands behind it");
        wallet.settle(List.of(new Settlement(forgotten, Credits.ZERO)));
        assertThat(verify.verify()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger_posting", "ledger_transaction"})
    void what_is_written_stays_written_whoever_asks(String table) {
        for (String sql : List.of("update %s set kind = 'grant'", "delete from %s", "truncate %s cascade")) {
            assertThatThrownBy(() -> db.sql(sql.formatted(table)).update())
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
        for (String sql : List.of("update %s set kind = 'grant'", "delete from %s")) {
            assertThatThrownBy(() -> {
                        try (var c = TestDatabase.asOwner();
                                var statement = c.createStatement()) {
                            statement.execute(sql.formatted(table));
                        }
                    })
                    .as(sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(table + " is append-only");
        }
    }

    @Test
    void postings_that_do_not_balance_are_refused_at_once() {
        String sql = """
                insert into ledger_posting (transaction_id, account_id, kind, amount, balance_after, held_after)
                values (?::uuid, ?::uuid, 'grant', 1, 1, 0)
                """;
        assertThatThrownBy(() -> db.sql(sql)
                        .param(UUID.fromString(transaction("charge")))
                        .param(other.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("does not balance");
        assertThatThrownBy(() -> db.sql("update ledger_account set held = balance + 1 where id = ?")
                        .param(account.value())
                        .update())
                .hasMessageContaining("held_within_balance");
        assertThatThrownBy(() -> db.sql("update ledger_account set balance = -1, held = 0 where id = ?")
                        .param(account.value())
                        .update())
                .hasMessageContaining("credits_not_negative");
    }

    @Test
    void postings_without_their_transaction_or_account_or_of_two_assets_are_refused_at_once() throws SQLException {
        UUID nobody = given.nobody().value();
        UUID dollars = ids.next();
        asOwner("insert into ledger_account (id, owner_kind, owner_id, asset, balance) values ('" + dollars
                + "', 'team', '" + dollars + "', 'USD', 0)");
        String transfer = db.sql("select id::text from ledger_transaction where reference = 'gift'")
                .query(String.class)
                .single();
        UUID from = ids.next();
        for (var pair : List.of(
                List.of(UUID.fromString(transfer), nobody),
                List.of(UUID.fromString(transfer), dollars),
                List.of(nobody, from))) {
            assertThatThrownBy(() -> db.sql("""
                            insert into ledger_posting
                                (transaction_id, account_id, kind, amount, balance_after, held_after)
                            values (?, ?, 'transfer', -1, 1, 0), (?, ?, 'transfer', 1, 1, 0)
                            """)
                            .param(pair.getFirst())
                            .param(House.GIVEN.id)
                            .param(pair.getFirst())
                            .param(pair.getLast())
                            .update())
                    .as(pair.toString())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("lack their transaction or account, or mix assets");
        }
    }

    @Test
    void a_reader_sees_their_own_wallet_and_nothing_of_anybody_elses() {
        assertThat(counted(other, "ledger_account")).isEqualTo(1);
        assertThat(counted(other, "ledger_posting")).isEqualTo(2);
        assertThat(counted(other, "ledger_transaction")).isEqualTo(2);
        for (String table : List.of("ledger_account", "ledger_posting", "ledger_transaction")) {
            assertThat(counted(given.nobody(), table)).as(table).isZero();
        }
        for (String table : List.of("ledger_hold", "ledger_lot")) {
            assertThatThrownBy(() -> counted(account, table)).hasStackTraceContaining("permission denied");
        }
        assertThat(transactions.read(other, () -> wallet.balance(account))).isEqualTo(Balance.NONE);
        assertThat(transactions.read(
                        other, () -> wallet.entries(account, null, null, 10).items()))
                .isEmpty();
        assertThat(transactions.read(other, () -> wallet.balance(other))).isEqualTo(balance("2", "0"));
    }

    long counted(AccountId reader, String table) {
        Long found = transactions.read(
                reader,
                () -> db.sql("select count(*) from " + table).query(Long.class).single());
        return found == null ? -1 : found;
    }
}
