package reverie;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What the tests put in place of the world. */
@TestConfiguration(proxyBeanMethods = false)
public class TestWorld {
    /** Something that must hold after every test, whatever the test was about. */
    public interface Invariant {
        void check();
    }

    /** Something kept in memory that a test must not hand on to the next. */
    public interface Resettable {
        void reset();
    }

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }
}
