package reverie.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.engine.worker.Run;
import reverie.platform.box.Ffmpeg;
import reverie.provider.spi.RunOutcome;

class LaneTest {
    private static final Run RECIPE = new Run("recipe", Map.of("idea", "snow"), Map.of(), "/tmp");

    @TempDir
    Path home;

    @Test
    void a_child_is_kept_for_the_next_run_and_ended_when_idle() throws Exception {
        try (Lane lane = lane(Duration.ofHours(1))) {
            assertThat(lane.run(RECIPE, Duration.ofMinutes(1), new EngineFixture.Listener()))
                    .isInstanceOf(RunOutcome.Finished.class);
            List<ProcessHandle> first = lane.processes();
            lane.run(RECIPE, Duration.ofMinutes(1), new EngineFixture.Listener());
            assertThat(lane.processes()).isEqualTo(first).hasSize(1);

            lane.rest();
            assertThat(lane.processes()).as("an hour is not over").hasSize(1);
        }
        try (Lane lane = lane(Duration.ZERO)) {
            lane.warm();
            List<ProcessHandle> child = lane.processes();
            assertThat(child).hasSize(1);

            lane.rest();

            assertThat(lane.processes()).isEmpty();
            Awaitility.await().until(() -> !child.getFirst().isAlive());
        }
    }

    @Test
    void a_closed_lane_leaves_no_process_and_runs_nothing() throws Exception {
        Lane lane = lane(Duration.ofHours(1));
        lane.warm();
        List<ProcessHandle> children = lane.processes();

        lane.close();

        Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(lane.run(RECIPE, Duration.ofMinutes(1), new EngineFixture.Listener()))
                .isEqualTo(new RunOutcome.Stopped());
    }

    private Lane lane(Duration idle) {
        Path natives = Ffmpeg.natives(home);
        var command = new Child.Command(Child.java(natives, List.of("none", "none", "none")), home);
        return new Lane("test", command, 1, idle);
    }
}
