package reverie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.media.MediaInfo;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.box.Box;
import reverie.platform.box.Ffmpeg;

/**
 * CPU seconds of a film of five seconds at 720p beside ffmpeg's own zoompan on the same photo: in the plain form that
 * most tools use, whose picture jitters as it moves by whole pixels, and enlarged before it so far that no step shows.
 */
final class FilmBench implements Bench.Scenario {
    private static final int ROUNDS = 3;
    private static final int PLAIN_WIDTH = 2560;
    /** A step of zoompan is then a sixth of a pixel of the film. */
    private static final int JITTER_FREE_WIDTH = 7680;

    static Path photo() {
        return Path.of(System.getProperty("reverie.root"), "server/src/test/resources/photos/astronaut.jpg");
    }

    @Override
    public void run(Report report) throws Exception {
        Path scratch = Files.createTempDirectory("reverie-bench-film");
        try (World world = new World()) {
            AccountId person = world.people(1, 100).getFirst();
            film(world, person);
            List<Double> ours = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            List<Double> jitterFree = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                double before = treeCpuSeconds();
                long began = System.nanoTime();
                film(world, person);
                ours.add(treeCpuSeconds() - before);
                if (i == 0) report.add("film_wall", (System.nanoTime() - began) / 1e9, "s");
                plain.add(zoompan(scratch, PLAIN_WIDTH));
                jitterFree.add(zoompan(scratch, JITTER_FREE_WIDTH));
            }
            report.add("film_cpu", median(ours), "CPU s");
            report.add("zoompan_cpu", median(plain), "CPU s");
            report.add("zoompan_jitter_free_cpu", median(jitterFree), "CPU s");
            report.add("film_to_zoompan", median(ours) / median(plain), "ratio");
            report.add("film_to_jitter_free", median(ours) / median(jitterFree), "ratio");
        } finally {
            Box.clear(scratch);
        }
    }

    private static void film(World world, AccountId person) throws Exception {
        Jobs jobs = world.get(Jobs.class);
        MediaInfo photo;
        try (var in = Files.newInputStream(photo())) {
            photo = world.get(MediaStore.class).upload(person, in);
        }
        var asker = new Jobs.Asker(person, "api", "en");
        UUID quote = jobs.quote(
                        asker,
                        "local/photo-motion",
                        Map.of("photo", photo.id().toString(), "idea", "slow zoom in, soft snow", "aspect", "16:9"))
                .id();
        UUID job = jobs.submit(asker, quote, null, null).id();
        while (true) {
            JobView view = jobs.get(person, job, "en");
            if (view.isOver()) {
                if (!view.state().equals("succeeded")) throw new IOException("No film: " + view.error());
                return;
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static double zoompan(Path scratch, int enlargedTo) throws Exception {
        String ffmpeg = Ffmpeg.find().orElseThrow().program().toString();
        Process process = new ProcessBuilder(
                        ffmpeg,
                        "-y",
                        "-loglevel",
                        "error",
                        "-loop",
                        "1",
                        "-i",
                        photo().toString(),
                        "-vf",
                        "scale=" + enlargedTo + ":-2,zoompan=z='min(zoom+0.0015,1.2)':d=120:s=1280x720:fps=24",
                        "-frames:v",
                        "120",
                        "-pix_fmt",
                        "yuv420p",
                        scratch.resolve("zoompan.mp4").toString())
                .inheritIO()
                .start();
        // Read while it lives: a process that has ended has no figures.
        double cpu = 0;
        while (process.isAlive()) {
            cpu = Math.max(cpu, cpuSeconds(process.toHandle()));
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(5);
        }
        return cpu;
    }

    /** This process, its living children, and those of them that have ended. */
    private static double treeCpuSeconds() throws IOException {
        double living = ProcessHandle.current()
                .descendants()
                .mapToDouble(FilmBench::cpuAndEnded)
                .sum();
        return living + cpuAndEnded(ProcessHandle.current());
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(d -> d.toMillis() / 1000.0).orElse(0.0);
    }

    /** utime, stime, cutime and cstime of /proc/PID/stat, in clock ticks of a hundredth of a second. */
    static double cpuAndEnded(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = 11; i <= 14; i++) ticks += Double.parseDouble(fields[i]);
            return ticks / 100;
        } catch (IOException e) {
            return 0;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
