package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** A switch over our own states names them all: a new one is then seen by the compiler wherever it matters. */
class SwitchTest {
    @Test
    void switches_over_our_own_types_have_no_default() {
        Code code = Code.ofMain();
        Names ours = Names.in(code);

        assertThat(ours.cases()).isNotEmpty();
        assertThat(withDefault(code, ours)).isEmpty();
    }

    @Test
    void a_default_over_a_sealed_type_or_an_enum_would_be_seen() {
        Code bad = Code.of("""
                class Bad {
                    sealed interface Outcome { record Done(int n) implements Outcome {} }
                    enum Colour { RED, GREEN }
                    int a(Outcome o) { return switch (o) { case Outcome.Done(int n) -> n; default -> 0; }; }
                    int b(Outcome o) { return switch (o) { case Outcome.Done d -> d.n(); default -> 0; }; }
                    void c(Colour c) { switch (c) { case RED -> a(null); default -> b(null); } }
                    int fine(String s) { return switch (s) { case "RED" -> 1; default -> 0; }; }
                }
                """);

        assertThat(withDefault(bad, Names.in(bad))).hasSize(3);
    }

    /** What our sealed types and enums consist of, by simple name. */
    private record Names(Set<String> cases) {
        static Names in(Code code) {
            Set<String> names = new HashSet<>();
            Set<String> sealed = new HashSet<>();
            for (CompilationUnitTree unit : code.units()) {
                each(unit, type -> {
                    if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
                        sealed.add(type.getSimpleName().toString());
                    }
                });
            }
            for (CompilationUnitTree unit : code.units()) {
                each(unit, type -> {
                    boolean part = type.getImplementsClause().stream().anyMatch(t -> sealed.contains(last(t)));
                    if (part) names.add(type.getSimpleName().toString());
                    if (type.getKind() == Tree.Kind.ENUM) names.addAll(constants(type));
                });
            }
            return new Names(names);
        }

        private static List<String> constants(ClassTree type) {
            String name = type.getSimpleName().toString();
            return type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(v -> v.getType() != null && v.getType().toString().equals(name))
                    .map(v -> v.getName().toString())
                    .toList();
        }

        private static void each(CompilationUnitTree unit, java.util.function.Consumer<ClassTree> visit) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    visit.accept(type);
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }
    }

    private static List<String> withDefault(Code code, Names ours) {
        List<String> findings = new ArrayList<>();
        for (CompilationUnitTree unit : code.units()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitSwitch(SwitchTree tree, Void nothing) {
                    look(tree, tree.getCases());
                    return super.visitSwitch(tree, nothing);
                }

                @Override
                public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
                    look(tree, tree.getCases());
                    return super.visitSwitchExpression(tree, nothing);
                }

                private void look(Tree tree, List<? extends CaseTree> cases) {
                    List<? extends CaseLabelTree> labels =
                            cases.stream().flatMap(c -> c.getLabels().stream()).toList();
                    boolean open = labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
                    boolean own = labels.stream().anyMatch(label -> ours.cases().contains(nameIn(label)));
                    if (open && own) findings.add(code.place(unit, tree));
                }
            }.scan(unit, null);
        }
        return findings;
    }

    private static String nameIn(CaseLabelTree label) {
        return switch (label) {
            case PatternCaseLabelTree p
            when p.getPattern() instanceof DeconstructionPatternTree d -> last(d.getDeconstructor());
            case PatternCaseLabelTree p
            when p.getPattern() instanceof BindingPatternTree b ->
                last(b.getVariable().getType());
            // A constant of an enum stands without its type; the constants of others do not.
            case ConstantCaseLabelTree c
            when c.getConstantExpression() instanceof IdentifierTree name -> name.toString();
            default -> "";
        };
    }

    private static String last(Tree name) {
        String text = name.toString();
        return text.substring(text.lastIndexOf('.') + 1);
    }
}
