/** The local provider: films from photos, made on this machine by rules, without a model and without a key. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "provider :: spi"})
package reverie.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
