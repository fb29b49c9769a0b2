package reverie.telegram.api;

/**
 * The bot itself.
 *
 * @param link where people meet it; a start parameter is added as {@code ?start=}
 */
public record Me(long id, String username, String link) {}
