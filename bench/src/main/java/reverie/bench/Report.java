package reverie.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures as they come: one JSON line each, and a table for people at the end. */
final class Report {
    private record Figure(String bench, String metric, double value, String unit) {}

    private final List<Figure> figures = new ArrayList<>();
    private String bench = "";

    void begin(String name) {
        bench = name;
    }

    void add(String metric, double value, String unit) {
        figures.add(new Figure(bench, metric, value, unit));
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"metric\":\"%s\",\"value\":%.4f,\"unit\":\"%s\"}%n",
                bench,
                metric,
                value,
                unit);
        System.out.flush();
    }

    /** p50 and p99 of nanoseconds, in milliseconds. */
    void latencies(String metric, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) return;
        add(metric + "_p50", sorted[sorted.length / 2] / 1e6, "ms");
        add(metric + "_p99", sorted[(int) (sorted.length * 0.99)] / 1e6, "ms");
    }

    void note(String text) {
        System.err.println("# " + bench + ": " + text);
    }

    void table() {
        System.err.println();
        System.err.printf("%-8s %-44s %14s %s%n", "bench", "metric", "value", "unit");
        for (Figure f : figures) {
            System.err.printf(Locale.ROOT, "%-8s %-44s %14.2f %s%n", f.bench(), f.metric(), f.value(), f.unit());
        }
    }
}
