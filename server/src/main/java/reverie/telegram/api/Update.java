package reverie.telegram.api;

/**
 * An update as it came, to be stored before it is understood.
 *
 * @param chat that it belongs to; 0 for what belongs to none
 * @param body the JSON as Telegram sent it
 */
public record Update(long id, long chat, String body) {}
