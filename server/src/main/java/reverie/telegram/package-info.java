/** The bot: dialogue, menus, delivery. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "identity",
            "wallet",
            "billing",
            "catalog",
            "moderation",
            "job",
            "studio",
            "media"
        })
package reverie.telegram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
