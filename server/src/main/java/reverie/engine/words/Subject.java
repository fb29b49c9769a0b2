package reverie.engine.words;

/** What a photo is mainly of, as far as a machine without knowledge can tell. */
public enum Subject {
    PERSON,
    ANIMAL,
    LANDSCAPE,
    WATER,
    CITY,
    OBJECT,
    UNKNOWN
}
