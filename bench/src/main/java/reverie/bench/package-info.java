/** Measures the product as it is: the service layer in this process, or whole processes from outside. */
@NullMarked
package reverie.bench;

import org.jspecify.annotations.NullMarked;
