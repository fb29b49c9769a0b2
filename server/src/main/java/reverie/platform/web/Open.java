package reverie.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint. Without it: only a person who is signed in. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {
    To value();

    enum To {
        /** Everyone, also without a token. */
        EVERYONE,
        /** Whoever has a token, also a visitor's. */
        VISITORS,
        /** Admins; for everyone else the address does not exist. */
        ADMINS
    }
}
