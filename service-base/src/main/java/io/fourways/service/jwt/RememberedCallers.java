package io.fourways.service.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Callers whose tokens were found genuine a short while ago: a client that polls or publishes sends the same token again
 * and again, and to verify it costs more than all else that is done for it. Never longer than the token is valid; what is
 * refused is not remembered. Tokens themselves are not kept, but their digests.
 */
public final class RememberedCallers implements Authenticator {

    /** How much longer than otherwise a key that the issuer has withdrawn may count. */
    static final Duration TIME = Duration.ofSeconds(30);

    private static final long MOST = 20_000;

    private final Authenticator verifying;
    private final Clock clock;
    private final Cache<ByteBuffer, Caller> callers;

    /** @param verifying who is asked about tokens that are not remembered */
    public RememberedCallers(Authenticator verifying) {
        this(verifying, Clock.systemUTC(), Ticker.systemTicker());
    }

    RememberedCallers(Authenticator verifying, Clock clock, Ticker ticker) {
        this.verifying = verifying;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(TIME)
                .ticker(ticker)
                .build();
    }

    @Override
    public Mono<Caller> authenticate(@Nullable String token) {
        if (token == null) {
            return verifying.authenticate(null);
        }
        ByteBuffer digest = digest(token);
        Caller remembered = callers.getIfPresent(digest);
        return remembered != null && isValid(remembered)
                ? Mono.just(remembered)
                : verifying.authenticate(token).doOnNext(caller -> callers.put(digest, caller));
    }

    /** As long as the caller is remembered. */
    @Override
    public Duration holds(@Nullable String token) {
        if (token == null) {
            return Duration.ZERO;
        }
        ByteBuffer digest = digest(token);
        return callers.policy()
                .expireAfterWrite()
                .flatMap(expiration -> expiration.ageOf(digest))
                .filter(age -> callers.getIfPresent(digest) != null)
                .map(TIME::minus)
                .orElse(Duration.ZERO);
    }

    private boolean isValid(Caller caller) {
        Instant expires = caller.expires();
        return expires == null || expires.isAfter(clock.instant());
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
