package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    @ParameterizedTest
    @CsvSource({
        "Anna@Example.org, anna@example.org, mailbox:anna@example.org",
        "' anna@example.org ', anna@example.org, mailbox:anna@example.org",
        "anna+films@example.org, anna+films@example.org, mailbox:anna@example.org",
        "a.n.na+x@gmail.com, a.n.na+x@gmail.com, mailbox:anna@gmail.com",
        "anna@googlemail.com, anna@googlemail.com, mailbox:anna@gmail.com",
        "a.n@example.org, a.n@example.org, mailbox:a.n@example.org",
        "анна@пример.рф, анна@xn--e1afmkfd.xn--p1ai, mailbox:анна@xn--e1afmkfd.xn--p1ai",
        "+tag@example.org, +tag@example.org, mailbox:+tag@example.org",
    })
    void spellings_of_one_mailbox_are_one(String typed, String key, String person) {
        Mailbox mailbox = Mailbox.parse(typed).orElseThrow();

        assertThat(mailbox.key()).isEqualTo(key);
        assertThat(mailbox.person()).isEqualTo(person);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "@example.org",
                "anna@example",
                "an na@example.org",
                "anna@exa_mple.org",
                "anna@-example.org",
                "anna@example..org",
                "a@b.org,c@d.org",
                "anna@example.org\r\nBcc: x@y.org",
                "<anna@example.org>",
                "anna@[127.0.0.1]"
            })
    void what_is_no_address_is_none(String typed) {
        assertThat(Mailbox.parse(typed)).isEmpty();
    }

    @Test
    void an_address_has_an_end() {
        assertThat(Mailbox.parse("x".repeat(65) + "@example.org")).isEmpty();
        assertThat(Mailbox.parse("anna@" + "x.".repeat(130) + "org")).isEmpty();
    }
}
