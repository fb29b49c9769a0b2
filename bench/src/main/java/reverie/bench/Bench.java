package reverie.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./reverie bench [NAME]}: all of them, or one. */
public final class Bench {
    interface Scenario {
        void run(Report report) throws Exception;
    }

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("start", new StartBench());
        SCENARIOS.put("film", new FilmBench());
        SCENARIOS.put("wallet", new WalletBench());
        SCENARIOS.put("jobs", new JobsBench());
    }

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = arguments.length == 0 ? List.copyOf(SCENARIOS.keySet()) : List.of(arguments);
        for (String name : wanted) {
            if (!SCENARIOS.containsKey(name)) {
                System.err.println("There is no benchmark “" + name + "”. There are: "
                        + String.join(", ", SCENARIOS.keySet()) + ".");
                System.exit(2);
            }
        }
        Report report = new Report();
        for (String name : wanted) {
            report.begin(name);
            java.util.Objects.requireNonNull(SCENARIOS.get(name)).run(report);
        }
        report.table();
        System.exit(0);
    }
}
