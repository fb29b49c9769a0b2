/** The one gate before anything is made or shown. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "provider"})
package reverie.moderation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
