package reverie.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reverie.platform.Home;
import reverie.platform.box.Box;

/** Where a run works: a folder of its own in the home, gone with the run. What a killed process left goes later. */
@Component
class Scratch {
    private static final Logger log = LoggerFactory.getLogger(Scratch.class);

    private final Home home;
    private final Clock clock;
    private Instant swept = Instant.EPOCH;

    Scratch(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    Path make(UUID attempt) throws IOException {
        return Files.createDirectories(root().resolve(attempt.toString()));
    }

    /** Called often; sweeps now and then, on every node, for homes may differ. No run of anybody takes so long. */
    void maybeSweep() {
        Instant now = clock.instant();
        if (swept.plus(Limits.SCRATCH_KEPT).isAfter(now)) return;
        swept = now;
        Instant line = now.minus(Limits.SCRATCH_KEPT);
        try (var folders = Files.list(root())) {
            List<Path> left = folders.filter(f -> isOlder(f, line)).toList();
            left.forEach(Box::clear);
        } catch (IOException e) {
            log.warn("What killed runs left is swept later: {}", e.toString());
        }
    }

    private static boolean isOlder(Path folder, Instant line) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(line);
        } catch (IOException e) {
            // Its run has just ended.
            return false;
        }
    }

    private Path root() {
        return home.folder("scratch");
    }
}
