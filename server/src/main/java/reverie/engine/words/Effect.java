package reverie.engine.words;

import java.util.Locale;

/** What the local engine knows how to do. The words that ask for each stand in {@code engine/vocabulary.txt}. */
public enum Effect {
    ZOOM_IN(Group.CAMERA),
    ZOOM_OUT(Group.CAMERA),
    PAN_LEFT(Group.CAMERA),
    PAN_RIGHT(Group.CAMERA),
    TILT_UP(Group.CAMERA),
    TILT_DOWN(Group.CAMERA),
    ORBIT(Group.CAMERA),
    VERTIGO(Group.CAMERA),
    HANDHELD(Group.CAMERA),
    STILL(Group.CAMERA),
    SLOW(Group.SPEED),
    FAST(Group.SPEED),
    SNOW(Group.WEATHER),
    RAIN(Group.WEATHER),
    PETALS(Group.WEATHER),
    LEAVES(Group.WEATHER),
    DUST(Group.WEATHER),
    SPARKS(Group.WEATHER),
    FIREFLIES(Group.WEATHER),
    FOG(Group.WEATHER),
    WATER(Group.WEATHER),
    RAYS(Group.LIGHT),
    WARM(Group.GRADE),
    COOL(Group.GRADE),
    NEON(Group.GRADE),
    BW(Group.GRADE),
    FILM(Group.GRADE),
    DREAM(Group.GRADE),
    MOODY(Group.GRADE),
    BREATH(Group.LIFE);

    public enum Group {
        CAMERA,
        SPEED,
        WEATHER,
        LIGHT,
        GRADE,
        LIFE
    }

    private final Group group;

    Effect(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /** As it stands in files and answers: {@code zoom_in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
