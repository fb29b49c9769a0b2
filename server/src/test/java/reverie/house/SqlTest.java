package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.EmptySqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import reverie.ReverieTest;
import reverie.TestDatabase;

/** Every statement in the sources is one that the migrated schema understands. */
@ReverieTest
class SqlTest {
    private static final Pattern STATEMENT = Pattern.compile(
            "^\\s*(with\\s+(recursive\\s+)?\\w+\\s*(\\([^)]*\\)\\s*)?as\\s|select\\s|insert\\s+into\\s"
                    + "|update\\s+\\w+\\s|delete\\s+from\\s).*",
            Pattern.DOTALL);
    /** A statement with a hole is filled by its class from its own constants; its tests run it. */
    private static final Pattern HOLE = Pattern.compile("%\\d*\\$?[sd]");

    private record Statement(String place, String sql) {}

    @Test
    void every_statement_can_be_prepared() throws SQLException {
        List<Statement> statements = statements(Code.ofMain());
        List<String> findings = new ArrayList<>();
        try (Connection c = TestDatabase.asOwner()) {
            c.setAutoCommit(false);
            for (Statement statement : statements) {
                complaint(c, statement.sql()).ifPresent(said -> findings.add(statement.place() + " " + said));
            }
        }

        assertThat(statements).hasSizeGreaterThan(100);
        assertThat(findings).isEmpty();
    }

    @Test
    void a_column_that_is_not_there_would_be_seen() throws SQLException {
        var bad = statements(Code.of("class Bad { String sql = \"select nothing from account where id = :id\"; }"));
        try (Connection c = TestDatabase.asOwner()) {
            c.setAutoCommit(false);
            assertThat(complaint(c, bad.getFirst().sql()))
                    .hasValueSatisfying(said -> assertThat(said).contains("\"nothing\" does not exist"));
        }
    }

    private static Optional<String> complaint(Connection c, String sql) throws SQLException {
        String bound = NamedParameterUtils.substituteNamedParameters(sql, new EmptySqlParameterSource());
        try (var statement = c.prepareStatement(bound)) {
            statement.getParameterMetaData(); // Makes the server parse it; nothing is run.
            return Optional.empty();
        } catch (SQLException e) {
            c.rollback();
            return Optional.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static List<Statement> statements(Code code) {
        List<Statement> found = new ArrayList<>();
        for (CompilationUnitTree unit : code.units()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitBinary(BinaryTree tree, Void nothing) {
                    String whole = constant(tree);
                    if (whole == null) return null; // Pieces of something that only its class can put together.
                    add(tree, whole);
                    return null;
                }

                @Override
                public Void visitLiteral(LiteralTree tree, Void nothing) {
                    if (tree.getValue() instanceof String text) add(tree, text);
                    return null;
                }

                private void add(Tree tree, String text) {
                    if (STATEMENT.matcher(text).matches() && !HOLE.matcher(text).find()) {
                        found.add(new Statement(code.place(unit, tree), text));
                    }
                }
            }.scan(unit, null);
        }
        return found;
    }

    private static @org.jspecify.annotations.Nullable String constant(Tree tree) {
        if (tree instanceof LiteralTree literal) return String.valueOf(literal.getValue());
        if (!(tree instanceof BinaryTree sum)) return null;
        String left = constant(sum.getLeftOperand());
        String right = constant(sum.getRightOperand());
        return left == null || right == null ? null : left + right;
    }
}
