/** From a photo to frames to a file. Everything here runs in the child process only. */
@NullMarked
package reverie.engine.film;

import org.jspecify.annotations.NullMarked;
