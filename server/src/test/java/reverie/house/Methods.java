package reverie.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Measures methods as the compiler sees them. */
final class Methods {
    private Methods() {}

    static List<String> longerThan(int max, List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> findings = new ArrayList<>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, d -> {}, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) scan(unit, positions, max, findings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    private static void scan(CompilationUnitTree unit, SourcePositions positions, int max, List<String> findings) {
        new TreeScanner<Void, String>() {
            @Override
            public Void visitClass(ClassTree type, String outer) {
                return super.visitClass(type, type.getSimpleName().toString());
            }

            @Override
            public Void visitMethod(MethodTree method, String type) {
                long from = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long end = positions.getEndPosition(unit, method);
                long lines = end < 0 ? 0 : unit.getLineMap().getLineNumber(end) - from + 1;
                if (lines > max) findings.add(type + "." + method.getName() + " has " + lines + " lines");
                return super.visitMethod(method, type);
            }
        }.scan(unit, "");
    }
}
