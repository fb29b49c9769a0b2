package reverie.provider.spi;

/**
 * What went wrong.
 *
 * @param code stable, for programs and for the texts under {@code errors.<code>}: {@code too_dark}
 * @param detail for the admin, never for the person; holds no secret
 */
public record Fault(ErrorClass errorClass, String code, String detail) {}
