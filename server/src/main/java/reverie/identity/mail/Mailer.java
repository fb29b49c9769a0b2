package reverie.identity.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import reverie.platform.SettingsException;
import reverie.platform.Transactions;

/** Sends plain mails: through {@code SMTP_URL}, or as files into {@code REVERIE_HOME/outbox} when it is absent. */
public final class Mailer {
    private static final String TIMEOUT_MILLIS = "10000";
    private static final int SMTP_PORT = 587;
    private static final int SMTPS_PORT = 465;

    private final @Nullable JavaMailSenderImpl server;
    private final String from;
    private final Path outbox;

    private Mailer(@Nullable JavaMailSenderImpl server, String from, Path outbox) {
        this.server = server;
        this.from = from;
        this.outbox = outbox;
    }

    /**
     * @param smtpUrl {@code smtp://user:password@host:port} (STARTTLS where the server offers it) or {@code smtps://…};
     *     {@code ?from=address} says whose mails they are
     */
    public static Mailer of(@Nullable String smtpUrl, Path outbox) {
        if (smtpUrl == null) return new Mailer(null, "reverie@localhost", outbox);
        URI uri;
        try {
            uri = URI.create(smtpUrl);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
        boolean tls = "smtps".equals(uri.getScheme());
        if (uri.getHost() == null || !(tls || "smtp".equals(uri.getScheme()))) throw wrong(null);
        var sender = new JavaMailSenderImpl();
        sender.setProtocol(Objects.requireNonNull(uri.getScheme()));
        sender.setHost(uri.getHost());
        sender.setPort(uri.getPort() > 0 ? uri.getPort() : tls ? SMTPS_PORT : SMTP_PORT);
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        String user = "";
        if (uri.getRawUserInfo() != null) {
            String[] who = uri.getRawUserInfo().split(":", 2);
            user = decoded(who[0]);
            sender.setUsername(user);
            if (who.length > 1) sender.setPassword(decoded(who[1]));
        }
        sender.setJavaMailProperties(properties(uri.getScheme(), !user.isEmpty()));
        return new Mailer(sender, from(uri, user), outbox);
    }

    private static Properties properties(String protocol, boolean signsIn) {
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "auth", String.valueOf(signsIn));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty(prefix + step, TIMEOUT_MILLIS);
        }
        return properties;
    }

    private static String from(URI uri, String user) {
        String query = uri.getRawQuery();
        if (query != null && query.startsWith("from=")) return decoded(query.substring("from=".length()));
        return user.contains("@") ? user : "reverie@" + uri.getHost();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static SettingsException wrong(@Nullable Throwable cause) {
        String sentence = "SMTP_URL must be an address such as smtps://user:password@mail.example:465.";
        return cause == null ? new SettingsException(sentence) : new SettingsException(sentence, cause);
    }

    /** Whether mails reach people; otherwise they lie in a folder that only the host sees. */
    public boolean reachesPeople() {
        return server != null;
    }

    /**
     * Not inside a transaction: it talks to the outside.
     *
     * @param id of the mail; names its file
     * @throws org.springframework.mail.MailException when the server does not take it
     */
    public void send(String id, String to, String subject, String text) {
        Transactions.mustNotBeOpen("A letter");
        if (server == null) {
            keep(id, to, subject, text);
            return;
        }
        var mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        server.send(mail);
    }

    private void keep(String id, String to, String subject, String text) {
        try {
            Files.createDirectories(outbox);
            Path fresh = Files.writeString(
                    outbox.resolve(id + ".new"),
                    "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\n\n" + text + "\n");
            Files.move(fresh, outbox.resolve(id + ".txt"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
