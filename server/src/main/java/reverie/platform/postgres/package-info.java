@NullMarked
package reverie.platform.postgres;

import org.jspecify.annotations.NullMarked;
