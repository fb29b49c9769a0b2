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

/** CPU seconds of a film of five seconds at 720p beside ffmpeg's own zoompan on the same photo. */
final class FilmBench implements Bench.Scenario {
    private static final int ROUNDS = 3;

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
            List<Double> theirs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                double before = treeCpuSeconds();
                long began = System.nanoTime();
                film(world, person);
                ours.add(treeCpuSeconds() - before);
                if (i == 0) report.add("film_wall", (System.nanoTime() - began) / 1e9, "s");
                theirs.add(zoompan(scratch));
            }
            report.add("film_cpu", median(ours), "CPU s");
            report.add("zoompan_cpu", median(theirs), "CPU s");
            report.add("film_to_zoompan", median(ours) / median(theirs), "ratio");
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

    /** The plain form that most tools use: it jitters, and knows nothing of depth or weather. */
    private static double zoompan(Path scratch) throws Exception {
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
                        "scale=2560:-2,zoompan=z='min(zoom+0.0015,1.2)':d=120:s=1280x720:fps=24",
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
