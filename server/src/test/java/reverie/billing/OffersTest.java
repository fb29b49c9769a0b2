package reverie.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reverie.platform.Credits;

class OffersTest {
    @Test
    void where_mails_reach_people_a_mailbox_has_to_answer_before_it_is_welcomed() {
        assertThat(Offers.waitsForMailbox("mailbox:anna@example.org", true)).isTrue();
        assertThat(Offers.waitsForMailbox("mailbox:anna@example.org", false)).isFalse();
        assertThat(Offers.waitsForMailbox("telegram:42", true)).isFalse();
    }

    @Test
    void the_host_is_topped_up_and_never_above_the_allowance() {
        assertThat(HostAllowance.missing(Credits.ZERO)).isEqualTo(Credits.of(100));
        assertThat(HostAllowance.missing(Credits.of("99.5"))).isEqualTo(Credits.of("0.5"));
        assertThat(HostAllowance.missing(Credits.of(250))).isEqualTo(Credits.ZERO);
    }

    @Test
    void a_tier_that_is_none_is_a_mistake_and_not_the_free_one() {
        assertThat(Entitlements.named("free").name()).isEqualTo("free");
        assertThatThrownBy(() -> Entitlements.named("gold")).hasMessageContaining("gold");
    }
}
