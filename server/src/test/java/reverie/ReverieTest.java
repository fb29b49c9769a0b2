package reverie;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole server over a real PostgreSQL and real HTTP, with real commits; emptied before each test, its invariants
 * checked after each. One context for the whole suite: a test class must not change it. Workers, bot and housekeeping
 * do not run by themselves; a test runs what it means to test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@Import(TestWorld.class)
@ExtendWith(EmptyBefore.class)
public @interface ReverieTest {}
