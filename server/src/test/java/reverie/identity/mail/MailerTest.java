package reverie.identity.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.MailException;
import reverie.platform.SettingsException;

class MailerTest {
    @TempDir
    Path folder;

    /** Speaks as much SMTP as a mail needs, and remembers what it was told. */
    private static final class PostOffice implements AutoCloseable {
        final List<String> heard = new CopyOnWriteArrayList<>();
        private final ServerSocket door;
        private final boolean full;

        PostOffice(boolean full) throws IOException {
            this.full = full;
            door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        String url(String user) {
            return "smtp://" + user + "127.0.0.1:" + door.getLocalPort();
        }

        private void serve() {
            try (Socket guest = door.accept();
                    var in =
                            new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.UTF_8))) {
                say(guest, "220 here");
                boolean letter = false;
                for (String line; (line = in.readLine()) != null; ) {
                    heard.add(line);
                    if (letter) {
                        letter = !line.equals(".");
                        if (!letter) say(guest, "250 kept");
                        continue;
                    }
                    String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                    switch (word) {
                        case "EHLO" -> say(guest, "250-here\r\n250 AUTH PLAIN");
                        case "AUTH" -> say(guest, "235 hello");
                        case "RCPT" -> say(guest, full ? "452 no room" : "250 ok");
                        case "DATA" -> {
                            letter = true;
                            say(guest, "354 go on");
                        }
                        case "QUIT" -> {
                            say(guest, "221 bye");
                            return;
                        }
                        default -> say(guest, "250 ok");
                    }
                }
            } catch (IOException e) {
                heard.add(e.toString());
            }
        }

        private static void say(Socket guest, String line) throws IOException {
            guest.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    @Test
    void a_mail_goes_to_the_server_that_the_setting_names() throws IOException {
        try (PostOffice office = new PostOffice(false)) {
            Mailer mailer = Mailer.of(office.url("reverie%40example.org:se%2Fcret@"), folder);

            assertThat(mailer.reachesPeople()).isTrue();
            mailer.send("1", "anna@example.org", "Привет", "नमस्ते");

            assertThat(office.heard)
                    .anyMatch(line -> line.startsWith("AUTH PLAIN"))
                    .contains("MAIL FROM:<reverie@example.org>", "RCPT TO:<anna@example.org>")
                    .anyMatch(line -> line.startsWith("Subject: =?UTF-8?"));
            assertThat(Files.list(folder)).isEmpty();
        }
    }

    @Test
    void a_server_that_does_not_take_it_is_said_so() throws IOException {
        try (PostOffice office = new PostOffice(true)) {
            Mailer mailer = Mailer.of(office.url("") + "?from=a%40b.org", folder);

            assertThatThrownBy(() -> mailer.send("1", "anna@example.org", "x", "y"))
                    .isInstanceOf(MailException.class);
            assertThat(office.heard).contains("MAIL FROM:<a@b.org>");
        }
    }

    @Test
    void without_a_server_mails_lie_in_the_folder() throws IOException {
        Mailer mailer = Mailer.of(null, folder.resolve("outbox"));

        mailer.send("7", "anna@example.org", "Hello", "Dear Anna");

        assertThat(mailer.reachesPeople()).isFalse();
        assertThat(Files.readString(folder.resolve("outbox/7.txt")))
                .contains("To: anna@example.org\n", "Subject: Hello\n", "Dear Anna");
    }

    @Test
    void a_setting_that_cannot_be_meant_stops_the_start_with_a_sentence() {
        for (String wrong : List.of("mail.example", "http://mail.example", "smtp://", "smtp://a b")) {
            assertThatThrownBy(() -> Mailer.of(wrong, folder))
                    .as(wrong)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("SMTP_URL must be");
        }
    }
}
