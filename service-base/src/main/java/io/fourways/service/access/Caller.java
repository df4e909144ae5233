package io.fourways.service.access;

import io.fourways.contract.Grants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who called, as far as their token says.
 *
 * @param subject the token's {@code sub}; {@code anonymous} without one
 * @param grants  what they may do
 * @param expires when the token ends; null when it does not
 */
public record Caller(
        String subject, Grants grants, @Nullable Instant expires) {

    /** Somebody without a token where none is needed: may do everything. */
    public static final Caller ANYONE = new Caller("anonymous", Grants.ALL, null);
}
