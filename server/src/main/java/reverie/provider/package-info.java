/** Runs one model on one route, once: limits, breaker, cost, health. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package reverie.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
