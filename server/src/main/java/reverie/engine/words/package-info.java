/** What a person's words ask of a film, in English, Russian and Hindi. Pure: no picture, no file of a person. */
@NullMarked
package reverie.engine.words;

import org.jspecify.annotations.NullMarked;
