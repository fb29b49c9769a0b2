package reverie.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reverie.platform.box.Box;

/** From the command to the first page, in an empty home and in one that was used; then a film in another empty one. */
final class StartBench implements Bench.Scenario {
    private static final Duration START_MAX = Duration.ofSeconds(300);
    private static final Duration FILM_MAX = Duration.ofSeconds(600);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    @Override
    public void run(Report report) throws Exception {
        Path home = Files.createTempDirectory("reverie-bench-start");
        try {
            start(home, "first_start", report, false);
            start(home, "second_start", report, true);
        } finally {
            Box.clear(home);
        }
        film(report);
    }

    private static void film(Report report) throws Exception {
        Path home = Files.createTempDirectory("reverie-bench-start");
        Path film = home.resolve("film.mp4");
        long began = System.nanoTime();
        Process make = command(
                home, "make", FilmBench.photo().toString(), "slow zoom in, soft snow", "--out", film.toString());
        try {
            if (!make.waitFor(FILM_MAX) || make.exitValue() != 0 || !Files.exists(film)) {
                throw new IOException("No film was made");
            }
            report.add("film_from_the_command_in_an_empty_home", (System.nanoTime() - began) / 1e9, "s");
        } finally {
            end(make);
            Box.clear(home);
        }
    }

    private static void start(Path home, String name, Report report, boolean memory) throws Exception {
        Files.deleteIfExists(home.resolve("run/address"));
        long began = System.nanoTime();
        Process process = command(home, "run");
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http, home)) {
                if (System.nanoTime() - began > START_MAX.toNanos() || !process.isAlive()) {
                    throw new IOException("Reverie did not start");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            report.add(name, (System.nanoTime() - began) / 1e9, "s");
            report.add(name + "_cpu", FilmBench.cpuAndEnded(process.toHandle()), "CPU s");
            if (memory) {
                TimeUnit.SECONDS.sleep(5);
                report.add("idle_memory_app", residentMegabytes(process.pid()), "MB");
                double all = process.descendants()
                        .mapToDouble(p -> residentMegabytes(p.pid()))
                        .sum();
                report.add("idle_memory_with_children", residentMegabytes(process.pid()) + all, "MB");
            }
        } finally {
            end(process);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_MAX)) process.destroyForcibly().waitFor();
    }

    private static boolean answers(HttpClient http, Path home) throws InterruptedException {
        try {
            String address = Files.readString(home.resolve("run/address")).strip();
            var response = http.send(
                    HttpRequest.newBuilder(URI.create(address + "/")).build(), HttpResponse.BodyHandlers.discarding());
            return response.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    static Process command(Path home, String... words) throws IOException {
        return command(home, java.util.Map.of(), words);
    }

    static Process command(Path home, java.util.Map<String, String> settings, String... words) throws IOException {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("reverie.root"), "reverie").toString());
        command.addAll(java.util.List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REVERIE_HOME", home.toString());
        builder.environment().put("REVERIE_PORT", "0");
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static double residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(l -> l.startsWith("VmRSS:"))
                    .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
