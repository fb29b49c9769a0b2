/** Exact credits: double entry, append-only, ready to be sealed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package reverie.wallet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
