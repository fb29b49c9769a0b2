/** What helps to make things: the look at a photo, previews, improved ideas. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "catalog", "job", "media"})
package reverie.studio;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
