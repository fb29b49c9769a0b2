/** Bytes, their variants, their provenance. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package reverie.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
