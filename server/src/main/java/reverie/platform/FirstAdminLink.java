package reverie.platform;

import java.util.Optional;

/** Implemented by whoever knows that nobody is an admin yet. */
public interface FirstAdminLink {
    /** A path that makes the first admin, once; empty when there is one already. */
    Optional<String> path();
}
