/** The kernel: ids, clock, credits, problems, pages, transactions, leases, limits. It knows no feature. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package reverie.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
