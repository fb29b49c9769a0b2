/** The door for whoever sits at the machine: starts the server, and speaks to the one that runs, over HTTP. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package reverie.terminal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
