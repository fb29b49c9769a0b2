@NullMarked
package reverie.platform.box;

import org.jspecify.annotations.NullMarked;
