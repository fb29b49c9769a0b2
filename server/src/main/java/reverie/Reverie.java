package reverie;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import reverie.terminal.Terminal;

/** Where the process begins. What was asked for is decided in {@link Terminal}. */
// Beans carry their whole names: two modules may each have a JobFeed.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Reverie {
    public static void main(String[] arguments) {
        int exit = new Terminal(Reverie.class, System.getenv()).run(List.of(arguments));
        if (exit != Terminal.GOES_ON) System.exit(exit);
    }
}
