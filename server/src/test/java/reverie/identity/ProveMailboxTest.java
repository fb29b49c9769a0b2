package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;
import reverie.platform.Home;

@ReverieTest
class ProveMailboxTest {
    private static final Pattern TOKEN = Pattern.compile("/verify-email\\?token=([A-Za-z0-9_-]+)");

    @LocalServerPort
    int port;

    @Autowired
    GivenIdentity given;

    @Autowired
    ProveMailbox prove;

    @Autowired
    Home home;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    /** The newest mail to the address, as it lies in the folder. */
    private String mail(String to) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !mails(to).isEmpty());
        return mails(to).getLast();
    }

    private List<String> mails(String to) {
        Path outbox = home.folder("outbox");
        try (var files = Files.list(outbox)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(ProveMailboxTest::read)
                    .filter(text -> text.contains("To: " + to + "\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(String mail) {
        Matcher found = TOKEN.matcher(mail);
        assertThat(found.find()).as(mail).isTrue();
        return found.group(1);
    }

    private static Door.Answer verify(Door door, String token) {
        return door.post("/api/v1/auth/verify-email", Map.of("token", token));
    }

    @Test
    void the_link_in_the_mail_proves_the_mailbox_once() {
        Door anna = given.signedUp(port, "proof@example.org");
        AccountId account = given.account(anna);
        String mail = mail("proof@example.org");
        assertThat(mail).contains("Subject: Confirm your e-mail address", "Hello Anna", "http://localhost:" + port);

        assertThat(verify(new Door(port), token(mail)).status()).isEqualTo(204);

        assertThat(anna.get("/api/v1/me")
                        .body()
                        .path("account")
                        .path("emailVerified")
                        .asBoolean())
                .isTrue();
        assertThat(given.told()).contains(new MailboxVerified(account, "mailbox:proof@example.org"));
        assertThat(verify(anna, token(mail)).status()).isEqualTo(410);
        // Without a mail server the welcome came at once, and does not come again.
        assertThat(anna.get("/api/v1/me").body().path("wallet").path("balance").asInt())
                .isEqualTo(2);
    }

    @Test
    void the_mail_speaks_the_persons_language() {
        new Door(port)
                .with("Accept-Language", "ru")
                .post("/api/v1/auth/sign-up", GivenIdentity.signUp("pismo@example.org"));

        assertThat(mail("pismo@example.org")).contains("Подтвердите адрес почты");
    }

    @Test
    void a_link_that_is_wrong_or_old_proves_nothing() {
        Door anna = given.signedUp(port, "old@example.org");
        String token = token(mail("old@example.org"));

        var wrong = verify(anna, token + "x");
        assertThat(wrong.status()).isEqualTo(410);
        assertThat(wrong.code()).isEqualTo("proof_expired");
        clock.advance(Duration.ofDays(4));
        assertThat(verify(new Door(port), token).status()).isEqualTo(410);
        assertThat(db.sql("select mailbox_verified_at is null from account where mailbox_key = 'old@example.org'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void a_mail_that_was_not_sent_is_sent_again_with_a_new_link() {
        given.signedUp(port, "again@example.org");
        String first = token(mail("again@example.org"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> db.sql("select count(*) from mailbox_proof where sent_at is not null")
                                .query(Long.class)
                                .single()
                        == 1);
        // As if the process had died before it could say that it was sent.
        db.sql("update mailbox_proof set sent_at = null").update();

        prove.run();
        assertThat(mails("again@example.org")).hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        prove.run();

        assertThat(mails("again@example.org")).hasSize(2);
        String second = token(mail("again@example.org"));
        assertThat(verify(new Door(port), first).status()).isEqualTo(410);
        assertThat(verify(new Door(port), second).status()).isEqualTo(204);
    }
}
