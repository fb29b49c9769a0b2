package reverie.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every setting there is. What is not in this table can't be read; the docs' table is made from it. */
public final class SettingsTable {
    /** @param absent what holds when it isn't set */
    public record Setting(String name, String example, String absent, String meaning) {}

    public static final List<Setting> ALL = List.of(
            new Setting("REVERIE_PORT", "8080", "8080", "Port of the web door; 0 picks a free one."),
            new Setting("PORT", "8080", "", "The same, where a platform sets it; REVERIE_PORT wins."),
            new Setting("REVERIE_HOME", "/var/lib/reverie", "~/.reverie", "The data folder."),
            new Setting("REVERIE_ROLES", "web,realtime", "web,worker,bot,realtime", "What this process does."),
            new Setting(
                    "REVERIE_PUBLIC_URL",
                    "https://reverie.example",
                    "",
                    "The address people reach it at. Where it is set, a proxy in front is believed when it says who"
                            + " calls."),
            new Setting(
                    "REVERIE_SECRET",
                    "32 random characters or more",
                    "made and kept on the first run",
                    "What tokens, links and quotes are signed with. The same on all nodes."),
            new Setting("REVERIE_RATE_LIMITS", "off", "on", "“off” only for a load test on loopback."),
            new Setting(
                    "REVERIE_METRICS_TOKEN",
                    "a random text",
                    "",
                    "Opens /metrics to whoever sends it as Bearer; without it, loopback only."),
            new Setting("REVERIE_FFMPEG", "/usr/bin/ffmpeg", "found by itself", "The ffmpeg to use."),
            new Setting("REVERIE_FILM_CREDITS", "0", "1", "Price of a film by the local engine."),
            new Setting("REVERIE_JAVA", "/opt/jdk-25/bin/java", "found by itself", "The Java to run on (launcher)."),
            new Setting("REVERIE_JAVA_OPTIONS", "-Xmx2g", "", "More options for the JVM (launcher)."),
            new Setting(
                    "DATABASE_URL",
                    "postgresql://reverie:secret@db/reverie",
                    "the embedded PostgreSQL",
                    "A PostgreSQL, 15 or newer."),
            new Setting(
                    "SMTP_URL",
                    "smtps://user:secret@mail.example:465",
                    "mails go to REVERIE_HOME/outbox",
                    "Where mails are sent through. With it, the welcome credits wait until the mailbox is verified."),
            new Setting("TELEGRAM_BOT_TOKEN", "123456:ABC…", "no bot", "The bot's token, from @BotFather."),
            new Setting(
                    "TELEGRAM_API_URL",
                    "https://api.telegram.org",
                    "Telegram's own",
                    "Another server that speaks the Bot API."));

    private static final Map<String, Setting> BY_NAME = new LinkedHashMap<>();

    static {
        for (Setting setting : ALL) BY_NAME.put(setting.name(), setting);
    }

    private SettingsTable() {}

    public static @Nullable Setting find(String name) {
        return BY_NAME.get(name);
    }

    /** The table of the docs. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| setting | example | when absent | meaning |\n| --- | --- | --- | --- |\n");
        for (Setting s : ALL) {
            table.append("| `")
                    .append(s.name())
                    .append("` | `")
                    .append(s.example())
                    .append("` | ")
                    .append(s.absent().isEmpty() ? "–" : s.absent())
                    .append(" | ")
                    .append(s.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }
}
