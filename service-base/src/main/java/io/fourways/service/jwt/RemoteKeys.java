package io.fourways.service.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.fourways.service.problem.ProblemException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * The public keys an issuer publishes as a JWK set (RFC 7517), fetched when a token first needs one and kept.
 *
 * <p>A key not known yet has the set fetched again, by one request at a time and no sooner than the refresh interval
 * after the last, however many tokens ask. Known keys older than the maximum age are renewed in the background and serve
 * on meanwhile, also while the issuer is away: an outage there shuts nobody out here.
 */
final class RemoteKeys implements VerificationKeys {

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Duration maxAge;
    private final Duration refreshInterval;
    private final Mono<JWKSet> refreshed;
    private volatile @Nullable Known known;

    private record Known(JWKSet keys, Instant since) {}

    RemoteKeys(KeySet keySet) {
        this.maxAge = keySet.maxAge();
        this.refreshInterval = keySet.refreshInterval();
        this.refreshed = WebClient.create()
                .get()
                .uri(keySet.url())
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIMEOUT)
                .handle(RemoteKeys::parse)
                .doOnNext(keys -> known = new Known(keys, Instant.now()))
                .doOnError(failure -> log.warn("The JWK set at {} cannot be had: {}", keySet.url(), failure.toString()))
                .cache(keys -> refreshInterval, failure -> refreshInterval, () -> refreshInterval);
    }

    @Override
    public Set<JWSAlgorithm> algorithms() {
        return ALGORITHMS;
    }

    @Override
    public Mono<List<JWK>> matching(JWSHeader header) {
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        Known now = known;
        List<JWK> found = now == null ? List.of() : selector.select(now.keys());
        if (now == null || found.isEmpty()) {
            return refreshed.map(selector::select).onErrorMap(failure -> unavailable());
        }
        if (now.since().plus(maxAge).isBefore(Instant.now())) {
            // nobody waits for it, and its failure is logged where it happens
            refreshed.onErrorComplete().subscribe();
        }
        return Mono.just(found);
    }

    private static void parse(String text, SynchronousSink<JWKSet> sink) {
        try {
            sink.next(JWKSet.parse(text).toPublicJWKSet());
        } catch (ParseException e) {
            sink.error(e);
        }
    }

    private ProblemException unavailable() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "keys-unavailable",
                        "Keys unavailable",
                        "The keys that tokens are verified with cannot be had now")
                .retryAfter(refreshInterval);
    }
}
