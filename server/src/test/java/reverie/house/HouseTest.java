package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;
import reverie.Reverie;

/** The walls of the house: who may know whom, and how much of each module others see. */
class HouseTest {
    private static final int PUBLIC_TYPES_MAX = 12;
    private static final ApplicationModules MODULES = ApplicationModules.of(Reverie.class);

    private static final Pattern ROW =
            Pattern.compile("^\\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern TABLE = Pattern.compile("(?m)^create table (\\w+)");

    @Test
    void modules_use_only_what_they_may() {
        MODULES.verify();
    }

    @Test
    void a_forbidden_edge_would_be_seen() {
        var violations = ApplicationModules.of("reverie.house.badexample", new ImportOption.OnlyIncludeTests())
                .detectViolations();

        assertThat(violations).matches(Violations::hasViolations);
    }

    @Test
    void every_module_says_what_it_is_for_what_it_may_use_and_that_null_is_marked() {
        MODULES.forEach(module -> {
            Package home = packageOf(module.getBasePackage().getName());
            assertThat(home.getAnnotation(NullMarked.class))
                    .as("%s is @NullMarked", module)
                    .isNotNull();
            ApplicationModule declared = home.getAnnotation(ApplicationModule.class);
            assertThat(declared).as("%s declares its dependencies", module).isNotNull();
            assertThat(declared.allowedDependencies())
                    .as("%s: an open token would let it use everything", module)
                    .doesNotContain(ApplicationModule.OPEN_TOKEN);
        });
    }

    @Test
    void each_module_shows_only_a_small_face() {
        faces().forEach((module, types) ->
                assertThat(types).as("public types of %s", module).hasSizeLessThanOrEqualTo(PUBLIC_TYPES_MAX));
    }

    @Test
    void the_page_about_the_modules_is_true() throws IOException {
        Map<String, Row> written = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/architecture.md")));
        while (row.find()) written.put(row.group(1), new Row(row.group(2), row.group(3), row.group(4), row.group(5)));
        written.remove("module"); // the table's own head
        Set<String> modules = new TreeSet<>();
        MODULES.forEach(module -> {
            String name = module.getIdentifier().toString();
            modules.add(name);
            assertThat(written.get(name)).as("what the page says of %s", name).isEqualTo(rowOf(module));
        });

        assertThat(written.keySet()).isEqualTo(modules);
    }

    /** A line of the page's table. */
    private record Row(String purpose, String face, String mayUse, String tables) {}

    private static Row rowOf(org.springframework.modulith.core.ApplicationModule module) {
        Package home = packageOf(module.getBasePackage().getName());
        ApplicationModule declared = Objects.requireNonNull(home.getAnnotation(ApplicationModule.class));
        String uses = Arrays.stream(declared.allowedDependencies())
                .filter(name -> !name.equals("platform"))
                .collect(Collectors.joining(", "));
        String face = declared.type() == ApplicationModule.Type.OPEN
                ? "open: `box` `postgres` `web` and its own types"
                : faces().getOrDefault(home.getName(), List.of()).stream()
                        .sorted()
                        .map(type -> "`" + type + "`")
                        .collect(Collectors.joining(" "));
        String name = module.getIdentifier().toString();
        return new Row(purposeOf(name), orDash(face), orDash(uses), orDash(String.join(", ", tablesOf(name))));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    /** The first sentence in the package's own file. */
    private static String purposeOf(String module) {
        String source = read(Path.of("src/main/java/reverie", module, "package-info.java"));
        return source.substring(source.indexOf("/**") + 3, source.indexOf("*/"))
                .strip()
                .replaceFirst("\\.$", "");
    }

    private static List<String> tablesOf(String module) {
        Path folder = Path.of("src/main/resources/db/migration", module);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .flatMap(file -> TABLE.matcher(read(file)).results().map(found -> found.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> faces() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("reverie").stream()
                        .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(JavaClass::isTopLevelClass)
                        .filter(c -> !c.getPackageName().startsWith("reverie.platform"))
                        .filter(c -> !c.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
    }

    private static Package packageOf(String name) {
        try {
            return Class.forName(name + ".package-info").getPackage();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " has no package-info: found " + Arrays.toString(Package.getPackages()), e);
        }
    }
}
