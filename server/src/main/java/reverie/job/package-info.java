/** One run of one model, from quote to settlement: routes, retries, checks. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "identity",
            "wallet",
            "billing",
            "media",
            "provider",
            "provider :: spi",
            "catalog",
            "moderation"
        })
package reverie.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
