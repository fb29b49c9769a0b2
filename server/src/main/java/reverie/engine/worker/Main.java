package reverie.engine.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.opencv.global.opencv_core;
import reverie.engine.film.Trouble;
import reverie.engine.film.Watch;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;
import tools.jackson.databind.json.JsonMapper;

/**
 * The child process in which pictures are worked with: native code that dies takes this process with it, not the
 * server. One line of JSON in is a run, or {@code {"stop":true}}; each line out is {@code ready}, {@code progress},
 * {@code finished}, {@code fault} or {@code stopped}. The end of its input ends it.
 */
public final class Main {
    private static final int OPENCV_THREADS = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String END = "";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    private final Workshop workshop;

    private Main(Workshop workshop) {
        this.workshop = workshop;
    }

    /** @param args the ffmpeg program, its version, its encoder for H.264 */
    public static void main(String[] args) throws Exception {
        opencv_core.setNumThreads(OPENCV_THREADS);
        new Main(new Workshop(args[0], args[1], args[2])).work();
    }

    private void work() throws InterruptedException {
        Thread.ofPlatform().daemon().name("orders").start(this::listen);
        say(Map.of("ready", true));
        for (String line = runs.take(); !line.equals(END); line = runs.take()) {
            run(JSON.readValue(line, Run.class));
        }
    }

    private void listen() {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line; (line = in.readLine()) != null; ) {
                // One run at a time: a stop that was meant for the last one does not reach the next.
                boolean stops = line.startsWith("{\"stop\"");
                stop.set(stops);
                if (!stops) runs.add(line);
            }
        } catch (IOException e) {
            // Whoever started us is gone, which ends us as the end of the input does.
            stop.set(true);
        }
        stop.set(true);
        runs.add(END);
    }

    private void run(Run run) {
        Watch watch = new Watch() {
            @Override
            public void progress(double fraction) {
                say(Map.of("progress", fraction));
            }

            @Override
            public boolean stopAsked() {
                return stop.get();
            }
        };
        try {
            Run.Result result = workshop.run(run, watch);
            say(Map.of("finished", result));
        } catch (Watch.Stopped e) {
            say(Map.of("stopped", true));
        } catch (Trouble e) {
            say(Map.of("fault", e.fault()));
        } catch (RuntimeException e) {
            say(Map.of("fault", new Fault(ErrorClass.UNKNOWN, "engine_failed", where(e))));
        }
    }

    private static String where(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private synchronized void say(Map<String, Object> message) {
        try {
            out.write(JSON.writeValueAsBytes(message));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            // Nobody listens any more.
            stop.set(true);
        }
    }
}
