@NullMarked
package reverie.platform.web;

import org.jspecify.annotations.NullMarked;
