/** Facts for statistics, written in the transaction they report. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "wallet", "billing", "media", "provider", "job"})
package reverie.analytics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
