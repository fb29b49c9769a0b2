package reverie;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Empties every table that has rows before a test; checks what must always hold after it. */
final class EmptyBefore implements BeforeEachCallback, AfterEachCallback {
    private static final String EMPTY = """
            do $$
            declare t record; has_rows boolean; names text := '';
            begin
                for t in select format('%I', c.relname) as name from pg_class c
                          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                            and not c.relispartition and c.relname <> 'flyway_schema_history' loop
                    execute 'select exists(select 1 from ' || t.name || ')' into has_rows;
                    if has_rows then names := names || ',' || t.name; end if;
                end loop;
                if names <> '' then
                    execute 'truncate ' || substr(names, 2) || ' restart identity cascade';
                end if;
            end $$
            """;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        var spring = SpringExtension.getApplicationContext(context);
        spring.getBean(TestClock.class).reset();
        try (Connection c = TestDatabase.asOwner();
                var statement = c.createStatement()) {
            statement.execute(EMPTY);
        }
        spring.getBeansOfType(TestWorld.Resettable.class).values().forEach(TestWorld.Resettable::reset);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var spring = SpringExtension.getApplicationContext(context);
        spring.getBeansOfType(TestWorld.Invariant.class).values().forEach(TestWorld.Invariant::check);
    }
}
