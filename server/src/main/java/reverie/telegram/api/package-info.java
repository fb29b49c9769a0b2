/** Telegram's Bot API as this bot uses it. Nothing of its wire format leaves this package. */
@NullMarked
package reverie.telegram.api;

import org.jspecify.annotations.NullMarked;
