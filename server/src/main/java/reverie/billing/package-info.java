/** Tiers and what they allow; offers. Money comes in here. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "wallet", "media", "provider"})
package reverie.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
