/** What an outside or local maker of things has to offer to be used: one run of one model, and how it ended. */
@NullMarked
@NamedInterface("spi")
package reverie.provider.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
