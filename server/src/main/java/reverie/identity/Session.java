package reverie.identity;

import org.jspecify.annotations.Nullable;

/** What somebody gets who was let in. {@code refreshToken} only for a phone; a browser has a cookie. */
record Session(
        Accounts.Account account,
        String accessToken,
        long expiresIn,
        @Nullable String refreshToken) {}
