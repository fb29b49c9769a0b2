package reverie.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Texts;
import reverie.platform.Transactions;

@ReverieTest
class GateTest {
    @Autowired
    Gate gate;

    @Autowired
    JdbcClient db;

    @Autowired
    Transactions transactions;

    @Autowired
    Texts texts;

    @Autowired
    Ids ids;

    Gate.Request request(AccountId account, String... written) {
        return new Gate.Request(account, "web", "local/photo-motion", List.of(written), List.of());
    }

    long verdicts(AccountId account) {
        return db.sql("select count(*) from moderation_verdict where account_id = ?")
                .param(account.value())
                .query(Long.class)
                .single();
    }

    @Test
    void a_refusal_names_rule_and_words_and_is_kept() {
        AccountId account = new AccountId(ids.next());

        Verdict verdict = gate.check(request(account, "a naked child in the garden"));

        assertThat(verdict).isEqualTo(new Verdict.Refused("minors", "naked … child"));
        Map<String, @Nullable Object> kept = db.sql("select * from moderation_verdict where account_id = ?")
                .param(account.value())
                .query()
                .singleRow();
        assertThat(kept)
                .containsEntry("allowed", false)
                .containsEntry("rule", "minors")
                .containsEntry("words", "naked … child")
                .containsEntry("surface", "web")
                .containsEntry("model", "local/photo-motion");
    }

    @Test
    void a_refusal_is_kept_also_when_the_caller_gives_up_its_transaction() {
        AccountId account = new AccountId(ids.next());

        assertThatThrownBy(() -> transactions.write(() -> {
                    gate.check(request(account, "sieg heil"));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(verdicts(account)).isEqualTo(1);
    }

    @Test
    void what_is_split_over_two_fields_is_read_together() {
        AccountId account = new AccountId(ids.next());

        assertThat(gate.check(request(account, "a little girl", "without clothes")))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void an_allowed_idea_leaves_one_row_without_its_words_and_no_idea_leaves_none() {
        AccountId account = new AccountId(ids.next());
        AccountId silent = new AccountId(ids.next());

        assertThat(gate.check(request(account, "slow zoom, soft snow"))).isEqualTo(new Verdict.Allowed());
        assertThat(gate.check(request(silent))).isEqualTo(new Verdict.Allowed());
        assertThat(gate.check(request(silent, " "))).isEqualTo(new Verdict.Allowed());

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> verdicts(account) == 1);
        assertThat(verdicts(silent)).isZero();
        assertThat(db.sql("select words is null from moderation_verdict where account_id = ?")
                        .param(account.value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void every_rule_is_explained_in_every_language_with_a_remedy() {
        for (String language : Texts.LANGUAGES) {
            assertThat(Arrays.stream(Rules.Rule.values()).map(Rules.Rule::code)).allSatisfy(rule -> {
                for (String part : List.of("title", "rule", "remedy")) {
                    String key = "moderation.rules." + rule + "." + part;
                    assertThat(texts.get(language, key)).isNotEqualTo(key);
                }
            });
        }
    }

    @Test
    void a_verdict_cannot_be_rewritten() {
        AccountId account = new AccountId(ids.next());
        gate.check(request(account, "sieg heil"));

        assertThatThrownBy(() -> db.sql("update moderation_verdict set allowed = true where account_id = ?")
                        .param(account.value())
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }
}
