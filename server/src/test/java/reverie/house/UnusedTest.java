package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Nothing lies around: what nobody uses, or only a test, is not kept. */
class UnusedTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("reverie");
    /** With the tests: a method may be there for them to look through, a type may not. */
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("reverie");

    @Test
    void every_type_is_used_by_something_or_is_started_by_the_framework() {
        assertThat(unusedTypes(MAIN)).isEmpty();
    }

    @Test
    void every_method_is_called_by_something_or_by_the_framework() {
        assertThat(unusedMethods(ALL, type -> MAIN.contain(type.getName()))).isEmpty();
    }

    @Test
    void what_nobody_uses_would_be_seen() {
        JavaClasses bad = new ClassFileImporter().importClasses(Forgotten.class);

        assertThat(unusedTypes(bad)).isNotEmpty();
        assertThat(unusedMethods(bad, type -> true)).isNotEmpty();
    }

    @SuppressWarnings("unused") // that is its purpose
    static final class Forgotten {
        void forgotten() {}
    }

    private static List<String> unusedTypes(JavaClasses all) {
        List<String> unused = new ArrayList<>();
        for (JavaClass type : all) {
            if (type.isAnonymousClass() || type.getSimpleName().isEmpty()) continue;
            if (type.getSimpleName().equals("package-info") || isStarted(type)) continue;
            boolean used = type.getDirectDependenciesToSelf().stream()
                    .map(d -> d.getOriginClass())
                    .anyMatch(user -> !user.equals(type));
            if (!used) unused.add(type.getName());
        }
        return unused;
    }

    private static boolean isStarted(JavaClass type) {
        return type.isMetaAnnotatedWith("org.springframework.stereotype.Component")
                || type.getMethods().stream().anyMatch(UnusedTest::isMain)
                || holdsOnlyConstants(type);
    }

    /** The compiler copies constants into whoever uses them: no trace of the use is left. */
    private static boolean holdsOnlyConstants(JavaClass type) {
        return type.getMethods().isEmpty()
                && !type.getFields().isEmpty()
                && type.getFields().stream()
                        .allMatch(f -> f.getModifiers().contains(JavaModifier.STATIC)
                                && f.getModifiers().contains(JavaModifier.FINAL));
    }

    private static boolean isMain(JavaMethod method) {
        return method.getName().equals("main") && method.getModifiers().contains(JavaModifier.STATIC);
    }

    private static List<String> unusedMethods(JavaClasses all, Predicate<JavaClass> looked) {
        List<String> unused = new ArrayList<>();
        for (JavaClass type : all) {
            if (!looked.test(type) || type.isEnum() || type.isAnnotation() || type.isAnonymousClass()) continue;
            for (JavaMethod method : type.getMethods()) {
                if (method.getModifiers().contains(JavaModifier.SYNTHETIC) || isMain(method)) continue;
                if (!method.getAnnotations().isEmpty() || isAccessor(type, method) || overrides(type, method)) continue;
                boolean used = !method.getAccessesToSelf().isEmpty()
                        || !method.getReferencesToSelf().isEmpty();
                if (!used) unused.add(method.getFullName());
            }
        }
        return unused;
    }

    /** Records are read as a whole: by JSON, by the database, by patterns. */
    private static boolean isAccessor(JavaClass type, JavaMethod method) {
        return type.isRecord()
                && method.getRawParameterTypes().isEmpty()
                && type.getFields().stream().anyMatch(f -> f.getName().equals(method.getName()));
    }

    private static boolean overrides(JavaClass type, JavaMethod method) {
        List<JavaClass> above = new ArrayList<>(type.getAllRawSuperclasses());
        above.addAll(type.getAllRawInterfaces());
        return above.stream()
                .flatMap(t -> t.getMethods().stream())
                .anyMatch(m -> m.getName().equals(method.getName())
                        && m.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }
}
