package reverie.engine.film;

import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;

/** Ends a run with a reason. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ErrorClass errorClass;
    private final String code;

    public Trouble(ErrorClass errorClass, String code, String detail) {
        super(detail, null, false, false);
        this.errorClass = errorClass;
        this.code = code;
    }

    static Trouble ofPerson(String code, String detail) {
        return new Trouble(ErrorClass.USER_VIOLATION, code, detail);
    }

    /** @param code where it is not that the disk is full, which passes */
    static Trouble ofWriting(String code, String said) {
        boolean full = said.contains("No space left") || said.contains("Disk quota exceeded");
        return new Trouble(ErrorClass.TEMPORARY, full ? "disk_full" : code, said);
    }

    public Fault fault() {
        return new Fault(errorClass, code, String.valueOf(getMessage()));
    }
}
