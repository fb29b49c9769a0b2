package reverie.realtime;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reverie.job.JobProgressed;
import reverie.platform.AccountId;

/** What one node tells the others: one line each, as many as fit into a notification. */
sealed interface NodeWord {
    String line();

    record Grown(AccountId account, long head) implements NodeWord {
        @Override
        public String line() {
            return "g " + account + " " + head;
        }
    }

    record Ended(AccountId account, UUID session) implements NodeWord {
        @Override
        public String line() {
            return "e " + account + " " + session;
        }
    }

    record Progressed(JobProgressed progress) implements NodeWord {
        @Override
        public String line() {
            return "p " + progress.account() + " " + progress.job() + " " + progress.progress() + " "
                    + orDash(progress.etaSeconds()) + " " + orDash(progress.placeInLine());
        }
    }

    /** @return null for what a newer version of us says */
    static @Nullable NodeWord parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length < 3) return null;
        return switch (parts[0]) {
            case "g" -> new Grown(AccountId.of(parts[1]), Long.parseLong(parts[2]));
            case "e" -> new Ended(AccountId.of(parts[1]), UUID.fromString(parts[2]));
            case "p" -> parts.length < 6 ? null : new Progressed(progress(parts));
            default -> null;
        };
    }

    private static JobProgressed progress(String[] parts) {
        return new JobProgressed(
                UUID.fromString(parts[2]),
                AccountId.of(parts[1]),
                Double.parseDouble(parts[3]),
                parts[4].equals("-") ? null : Long.valueOf(parts[4]),
                parts[5].equals("-") ? null : Integer.valueOf(parts[5]));
    }

    private static String orDash(@Nullable Number value) {
        return value == null ? "-" : value.toString();
    }
}
