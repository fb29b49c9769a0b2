package reverie.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures methods as the compiler sees them. */
final class Methods {
    private Methods() {}

    static List<String> longerThan(int max, List<Path> files) {
        Code code = Code.of(files);
        List<String> findings = new ArrayList<>();
        for (CompilationUnitTree unit : code.units()) scan(unit, code, max, findings);
        return findings;
    }

    private static void scan(CompilationUnitTree unit, Code code, int max, List<String> findings) {
        new TreeScanner<Void, String>() {
            @Override
            public Void visitClass(ClassTree type, String outer) {
                return super.visitClass(type, type.getSimpleName().toString());
            }

            @Override
            public Void visitMethod(MethodTree method, String type) {
                long from = unit.getLineMap().getLineNumber(code.positions().getStartPosition(unit, method));
                long end = code.positions().getEndPosition(unit, method);
                long lines = end < 0 ? 0 : unit.getLineMap().getLineNumber(end) - from + 1;
                if (lines > max) findings.add(type + "." + method.getName() + " has " + lines + " lines");
                return super.visitMethod(method, type);
            }
        }.scan(unit, "");
    }
}
