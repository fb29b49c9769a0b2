package reverie.platform.web;

import org.jspecify.annotations.Nullable;
import reverie.platform.Credits;

/**
 * What this host offers to anybody who asks, before anybody signs in.
 *
 * @param welcomeCredits what a new person gets
 * @param setupNeeded nobody is an admin yet
 */
public record Status(
        String version,
        boolean sandbox,
        @Nullable String publicUrl,
        Credits welcomeCredits,
        @Nullable Bot bot,
        boolean setupNeeded,
        LocalEngine localEngine) {
    /** @param link opens the bot on a phone, or the stand-in's page in the sandbox */
    public record Bot(String username, String link) {}

    /** @param because stable code of the reason why it makes no films */
    public record LocalEngine(boolean available, @Nullable String because) {}

    /** Implemented by whoever knows a part of it. */
    public interface Part {
        Status in(Status so);
    }

    public Status withWelcome(Credits credits) {
        return new Status(version, sandbox, publicUrl, credits, bot, setupNeeded, localEngine);
    }

    public Status withBot(Bot running) {
        return new Status(version, sandbox, publicUrl, welcomeCredits, running, setupNeeded, localEngine);
    }

    public Status withSetupNeeded(boolean needed) {
        return new Status(version, sandbox, publicUrl, welcomeCredits, bot, needed, localEngine);
    }

    public Status withLocalEngine(LocalEngine engine) {
        return new Status(version, sandbox, publicUrl, welcomeCredits, bot, setupNeeded, engine);
    }
}
