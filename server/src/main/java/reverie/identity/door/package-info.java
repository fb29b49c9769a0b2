/** The one door of HTTP: who comes, where from, and what every answer says to browsers. */
@NullMarked
package reverie.identity.door;

import org.jspecify.annotations.NullMarked;
