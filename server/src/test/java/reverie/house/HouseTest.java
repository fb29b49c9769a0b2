package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        Map<String, List<String>> faces = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("reverie").stream()
                        .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(JavaClass::isTopLevelClass)
                        .filter(c -> !c.getPackageName().startsWith("reverie.platform"))
                        .filter(c -> !c.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));

        faces.forEach((module, types) ->
                assertThat(types).as("public types of %s", module).hasSizeLessThanOrEqualTo(PUBLIC_TYPES_MAX));
    }

    private static Package packageOf(String name) {
        try {
            return Class.forName(name + ".package-info").getPackage();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " has no package-info: found " + Arrays.toString(Package.getPackages()), e);
        }
    }
}
