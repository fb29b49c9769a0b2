package reverie.job;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The lanes of this node: how many runs of each kind it takes on at the same time. */
@Component
class Lanes {
    /** Runs that go on elsewhere are only asked after here. */
    static final String POLL = "poll";

    private static final int POLLS = 64;
    private static final int NOOPS = 128;
    private static final int ELSEWHERE = 64;

    private final Map<String, Integer> caps;

    Lanes() {
        int cores = Runtime.getRuntime().availableProcessors();
        caps = Map.of(
                "film",
                Math.max(1, cores / 2),
                "light",
                Math.max(2, cores),
                "remote",
                ELSEWHERE,
                "noop",
                NOOPS,
                POLL,
                POLLS);
    }

    Set<String> names() {
        return caps.keySet();
    }

    /** A lane that this node has never heard of is worked off one by one. */
    int cap(String lane) {
        return caps.getOrDefault(lane, 1);
    }
}
