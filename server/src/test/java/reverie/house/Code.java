package reverie.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources as the compiler reads them, before it knows any type. */
record Code(List<CompilationUnitTree> units, SourcePositions positions) {
    static final Path MAIN = Path.of("src/main/java");

    static Code of(List<Path> files) {
        try (var manager = compiler().getStandardFileManager(null, null, null)) {
            return parsed(manager.getJavaFileObjectsFromPaths(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Code ofMain() {
        return of(files(MAIN));
    }

    /** A bad example. */
    static Code of(String source) {
        return parsed(List.of(new SimpleJavaFileObject(URI.create("string:///Bad.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        }));
    }

    static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaCompiler compiler() {
        return ToolProvider.getSystemJavaCompiler();
    }

    private static Code parsed(Iterable<? extends JavaFileObject> objects) {
        JavacTask task = (JavacTask) compiler().getTask(null, null, d -> {}, List.of(), null, objects);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new Code(units, positions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the file and the line of a tree in it. */
    String place(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        return file + ":" + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }
}
