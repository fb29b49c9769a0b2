package reverie.platform;

/** What a process does. One machine does all of it; larger hosts split it over nodes that share a database. */
public enum Roles {
    WEB,
    WORKER,
    BOT,
    REALTIME
}
