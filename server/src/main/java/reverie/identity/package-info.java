/** Who someone is, and may: accounts, sessions, links, the audit log. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package reverie.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
