package io.fourways.service.security;

import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lets everybody in, with whatever token or none. */
final class OpenAuthenticator implements Authenticator {

    private static final Duration WHATEVER_COMES = Duration.ofHours(1);

    @Override
    public Mono<Caller> authenticate(@Nullable String token) {
        return Mono.just(Caller.ANYONE);
    }

    @Override
    public Duration holds(@Nullable String token) {
        return WHATEVER_COMES;
    }
}
