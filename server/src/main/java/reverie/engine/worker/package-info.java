/** The child process: reads one run at a time from its standard input, and tells how it goes. */
@NullMarked
package reverie.engine.worker;

import org.jspecify.annotations.NullMarked;
