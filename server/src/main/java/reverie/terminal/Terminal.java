package reverie.terminal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import reverie.platform.SettingsException;
import reverie.platform.postgres.EmbeddedPostgresException;

/** The commands of the terminal. A wrong call says what was wrong and exits with 2; a failed one with 1. */
public final class Terminal {
    /** What {@link #run} answers when the server was started and the process must live on. */
    public static final int GOES_ON = -1;

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_CALL = 2;

    private final Class<?> application;
    private final Map<String, String> environment;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    public Terminal(Class<?> application, Map<String, String> environment) {
        this.application = application;
        this.environment = DotEnv.under(environment);
    }

    public int run(List<String> arguments) {
        if (arguments.isEmpty()) return wrong("No command was given.");
        List<String> rest = arguments.subList(1, arguments.size());
        try {
            return switch (arguments.getFirst()) {
                case "run" -> start(rest);
                case "make" -> new Make(launch(), out, err).run(rest);
                case "admin" -> new Admin(launch(), out, err).run(rest);
                case "help" -> help();
                default -> wrong("There is no command “" + arguments.getFirst() + "”.");
            };
        } catch (WrongCall e) {
            return wrong(String.valueOf(e.getMessage()));
        } catch (SettingsException | EmbeddedPostgresException | Refused | Gone | Stopped e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private Launch launch() {
        return new Launch(application, environment);
    }

    private int start(List<String> options) {
        boolean sandbox = false;
        for (String option : options) {
            if (!option.equals("--sandbox")) throw new WrongCall("“run” knows --sandbox, not “" + option + "”.");
            sandbox = true;
        }
        Launch.Server server = launch().inThisProcess(sandbox);
        out.println("Reverie is ready at " + server.address()
                + (sandbox ? " (sandbox: the bot is at " + server.address() + "/sandbox/telegram)" : ""));
        server.firstAdminLink().ifPresent(link -> out.println("Open this once to become its admin: " + link));
        out.flush();
        return GOES_ON;
    }

    private int help() {
        out.println(Usage.TEXT);
        return OK;
    }

    private int wrong(String what) {
        err.println(what);
        err.println();
        err.println(Usage.TEXT);
        return WRONG_CALL;
    }

    @Override
    public String toString() {
        return "Terminal" + Arrays.asList(application.getSimpleName());
    }
}
