package reverie.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time that was used until now, in microseconds; read from {@code /proc}, so zero where there is none.
 *
 * @param postgres of the server and all its processes, also those that ended
 * @param java of this process
 * @param children of programs that this process started and that ended
 */
record Cpu(double postgres, double java, double children) {
    private static final double MICROS_PER_TICK = 10_000;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    static Cpu now(long server) throws IOException {
        double postgres = 0;
        List<Path> processes;
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            processes =
                    all.filter(p -> p.getFileName().toString().matches("\\d+")).toList();
        }
        for (Path process : processes) {
            String[] fields = fields(process);
            if (process.getFileName().toString().equals(Long.toString(server))) {
                postgres += ticks(fields, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM);
            } else if (fields.length > 0 && fields[PARENT].equals(Long.toString(server))) {
                postgres += ticks(fields, USER, SYSTEM);
            }
        }
        double java =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e3;
        return new Cpu(
                postgres * MICROS_PER_TICK,
                java,
                ticks(fields(Path.of("/proc/self")), ENDED_USER, ENDED_SYSTEM) * MICROS_PER_TICK);
    }

    Cpu since(Cpu before) {
        return new Cpu(postgres - before.postgres, java - before.java, children - before.children);
    }

    /** Empty for a process that ended meanwhile. */
    private static String[] fields(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    private static double ticks(String[] fields, int... which) {
        double sum = 0;
        if (fields.length > 0) for (int field : which) sum += Long.parseLong(fields[field]);
        return sum;
    }
}
