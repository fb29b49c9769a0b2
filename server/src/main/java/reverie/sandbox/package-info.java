/** Stand-ins for outside services, spoken to over HTTP only; the model that does nothing, for benches. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "provider :: spi"})
package reverie.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
