package reverie.media;

import java.util.UUID;
import reverie.platform.AccountId;

/** Made, trashed or restored; in the transaction of the change. */
public record MediaChanged(AccountId owner, UUID media, boolean deleted) {}
