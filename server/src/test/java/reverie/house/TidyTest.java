package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Manners that a reader would miss and a rule does not. Each rule carries a bad example that must turn it red. */
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final int FILE_LINES_MAX = 500;
    private static final int LINE_LENGTH_MAX = 120;

    /** @param instead what to write; @param exempt paths where it is allowed */
    private record Rule(String name, String pattern, String instead, Predicate<Path> exempt, String badExample) {
        List<String> findings(Path file, List<String> lines) {
            if (exempt.test(file)) return List.of();
            Pattern compiled = Pattern.compile(pattern);
            List<String> found = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String code = withoutComment(lines.get(i));
                if (compiled.matcher(code).find()) {
                    found.add(file + ":" + (i + 1) + " " + name + ". " + instead + " | " + code.strip());
                }
            }
            return found;
        }
    }

    private static final Predicate<Path> NOWHERE = path -> false;
    private static final Predicate<Path> PLATFORM = in("platform");
    /** Child programs of ours have no Spring: they are given their time and seeds. */
    private static final Predicate<Path> TERMINAL = in("terminal");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "Time from the air",
                    "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime)\\.now\\(\\)" + "|System\\.currentTimeMillis",
                    "Inject Clock",
                    PLATFORM,
                    "var t = Instant.now();"),
            new Rule("An id from the air", "UUID\\.randomUUID\\(", "Inject Ids", PLATFORM, "UUID.randomUUID()"),
            new Rule(
                    "Randomness from the air",
                    "new Random\\(\\)|Math\\.random\\(|ThreadLocalRandom",
                    "Inject Ids, or seed it",
                    PLATFORM,
                    "new Random()"),
            new Rule("A sleep", "Thread\\.sleep\\(", "Wait for something, with a limit", PLATFORM, "Thread.sleep(5);"),
            new Rule(
                    "Printing",
                    "System\\.(out|err)\\b",
                    "Log, or answer",
                    PLATFORM.or(TERMINAL).or(p -> p.toString().contains("engine/worker")),
                    "System.out.println(1);"),
            new Rule(
                    "A shell",
                    "\"(/bin/)?(ba)?sh\", ?\"-c\"",
                    "Give the program its arguments as a list",
                    NOWHERE,
                    "List.of(\"sh\", \"-c\", x)"),
            new Rule(
                    "A smell in a name",
                    "\\b(class|interface|record|enum) \\w*" + "(Service|Manager|Helper|Util|Utils|Impl|Dto|Common)\\b",
                    "Name what it does",
                    NOWHERE,
                    "final class WalletService {"),
            new Rule("A trace for nobody", "printStackTrace\\(", "Log it or throw it", NOWHERE, "e.printStackTrace();"),
            new Rule(
                    "Work left for later",
                    "\\b(TODO|FIXME|XXX|HACK)\\b|[Nn]ot implemented",
                    "Do it, or leave it out",
                    NOWHERE,
                    "x(); TODO"),
            new Rule(
                    "SQL by pieces",
                    "\\.sql\\(\"[^\"]*\" \\+ (?!\")",
                    "Bind a parameter",
                    NOWHERE,
                    "db.sql(\"select * from \" + name)"));

    @Test
    void the_sources_keep_the_manners() {
        List<String> findings = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            List<String> lines = read(file);
            RULES.forEach(rule -> findings.addAll(rule.findings(file, lines)));
        }
        assertThat(findings).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> each_rule_sees_its_bad_example() {
        return RULES.stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.name(),
                        () -> assertThat(rule.findings(
                                        Path.of("src/main/java/reverie/wallet/Bad.java"), List.of(rule.badExample())))
                                .isNotEmpty()));
    }

    @Test
    void files_and_lines_are_short_enough_to_read() {
        List<String> findings = new ArrayList<>();
        for (Path file :
                Stream.concat(sources(MAIN).stream(), sources(TESTS).stream()).toList()) {
            List<String> lines = read(file);
            if (lines.size() > FILE_LINES_MAX) findings.add(file + " has " + lines.size() + " lines");
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_LENGTH_MAX) findings.add(file + ":" + (i + 1) + " is too long");
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void methods_are_short_enough_to_read() {
        assertThat(Methods.longerThan(70, sources(MAIN))).isEmpty();
        assertThat(Methods.longerThan(0, List.of(TESTS.resolve("reverie/house/TidyTest.java"))))
                .isNotEmpty();
    }

    @Test
    void tests_do_not_sleep_and_are_not_switched_off() {
        Pattern bad = Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|@Disabled");
        List<String> findings = new ArrayList<>();
        for (Path file : sources(TESTS)) {
            if (file.endsWith("TidyTest.java")) continue;
            List<String> lines = read(file);
            for (int i = 0; i < lines.size(); i++) {
                if (bad.matcher(lines.get(i)).find()) findings.add(file + ":" + (i + 1) + lines.get(i));
            }
        }
        assertThat(findings).isEmpty();
        assertThat(bad.matcher("Thread.sleep(1)").find()).isTrue();
    }

    @Test
    void sql_names_only_the_modules_own_tables() {
        Map<String, String> owners = tableOwners();
        List<String> findings = new ArrayList<>();
        for (Path file : sources(MAIN)) findings.addAll(foreignTables(moduleOf(file), file, read(file), owners));

        assertThat(owners).isNotEmpty();
        assertThat(findings).isEmpty();
    }

    @Test
    void a_foreign_table_would_be_seen() {
        assertThat(foreignTables(
                        "job",
                        Path.of("Bad.java"),
                        List.of("select * from ledger_hold h"),
                        Map.of("ledger_hold", "wallet")))
                .isNotEmpty();
    }

    private static List<String> foreignTables(
            String module, Path file, List<String> lines, Map<String, String> owners) {
        Pattern mention = Pattern.compile("\\b(?:from|join|into|update|delete from|using)\\s+(\\w+)");
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher found = mention.matcher(withoutComment(lines.get(i)));
            while (found.find()) {
                String owner = owners.get(found.group(1));
                if (owner != null && !owner.equals(module)) {
                    findings.add(file + ":" + (i + 1) + " names " + found.group(1) + ", a table of " + owner);
                }
            }
        }
        return findings;
    }

    private static Map<String, String> tableOwners() {
        Pattern table = Pattern.compile("create table (?:if not exists )?(\\w+)");
        Map<String, String> owners = new HashMap<>();
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            for (Path file : files.filter(p -> p.toString().endsWith(".sql")).toList()) {
                Matcher found = table.matcher(Files.readString(file));
                while (found.find())
                    owners.put(
                            found.group(1),
                            MIGRATIONS.relativize(file).getName(0).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return owners;
    }

    private static String moduleOf(Path file) {
        Path inside = MAIN.resolve("reverie").relativize(file);
        return inside.getName(0).toString();
    }

    private static Predicate<Path> in(String module) {
        return path -> path.toString().contains("/reverie/" + module + "/");
    }

    private static String withoutComment(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("*") || stripped.startsWith("/*")) return "";
        int comment = line.indexOf("// ");
        return comment < 0 ? line : line.substring(0, comment);
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
