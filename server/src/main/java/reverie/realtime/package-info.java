/** The account's live log and its sockets. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "wallet", "billing", "job", "media"})
package reverie.realtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
