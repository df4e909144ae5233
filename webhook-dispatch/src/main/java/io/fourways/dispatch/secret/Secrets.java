package io.fourways.dispatch.secret;

import io.fourways.dispatch.signing.SigningKey;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Endpoints' secrets. Safe for any thread; never blocks.
 *
 * <p>A secret that is replaced goes on signing beside the new one for {@link #OVERLAP}, so that a receiver can change over when
 * it likes. Other instances sign with what they have for {@link KnownKeys#MAX_AGE}.
 */
public final class Secrets {

    /** How long webhooks are signed with a secret that has been replaced. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    /** With more of them a signature header might become too long for receivers. */
    static final int MOST = 10;

    private static final Logger log = LoggerFactory.getLogger(Secrets.class);

    private final Database serving;
    private final Database working;
    private final SealedSecrets seal;
    private final Clock clock;
    private final KnownKeys known;

    /**
     * @param serving for whoever waits for an answer
     * @param working for those who deliver, whom nobody who asks is to keep waiting
     */
    Secrets(Database serving, Database working, SealedSecrets seal, Clock clock) {
        this.serving = serving;
        this.working = working;
        this.seal = seal;
        this.clock = clock;
        this.known = new KnownKeys(clock);
    }

    /** Gives a new endpoint its first secret, in the transaction that makes the endpoint. */
    public Mono<Void> create(DatabaseClient transaction, String endpointId, SigningKey key) {
        SecretTable table = new SecretTable(transaction);
        return seal(endpointId, key).flatMap(ciphertext -> table.insert(endpointId, ciphertext, clock.instant()));
    }

    /** Replaces an endpoint's secret, in a transaction that has locked the endpoint. */
    public Mono<Void> rotate(DatabaseClient transaction, String endpointId, SigningKey key) {
        return rotate(transaction, endpointId, key, OVERLAP);
    }

    /** The same, with the secret before going on for so long. */
    public Mono<Void> rotate(DatabaseClient transaction, String endpointId, SigningKey key, Duration overlap) {
        SecretTable table = new SecretTable(transaction);
        return seal(endpointId, key).flatMap(ciphertext -> {
            Instant now = clock.instant();
            return rotate(table, endpointId, ciphertext, now, now.plus(overlap));
        });
    }

    private Mono<Void> rotate(SecretTable table, String endpointId, byte[] ciphertext, Instant now, Instant expires) {
        return table.retire(endpointId, expires)
                .then(table.insert(endpointId, ciphertext, now))
                .then(table.forget(endpointId, MOST, now))
                .doFinally(end -> forget(endpointId));
    }

    /** Off the event loop: it waits for randomness. */
    private Mono<byte[]> seal(String endpointId, SigningKey key) {
        return Mono.fromCallable(() -> seal.seal(endpointId, List.of(key.written())))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Has this process look again; for after a transaction that has changed secrets. */
    public void forget(String endpointId) {
        known.forget(endpointId);
    }

    /** The current secret; empty when the endpoint has none that can be opened. */
    public Mono<SigningKey> current(String endpointId) {
        return load(serving, List.of(endpointId))
                .flatMap(keys -> Mono.justOrEmpty(
                        keys.getOrDefault(endpointId, List.of()).stream().findFirst()));
    }

    /**
     * What webhooks of endpoints are to be signed with now, the newest first, never none. An endpoint is missing when it is gone,
     * or when its secrets do not open under the keys that are configured: nothing may be sent to it.
     */
    public Mono<Map<String, List<SigningKey>>> keys(Collection<String> endpointIds) {
        return keys(working, endpointIds);
    }

    private Mono<Map<String, List<SigningKey>>> keys(Database database, Collection<String> endpointIds) {
        return Mono.defer(() -> {
            Map<String, List<SigningKey>> keys = new HashMap<>();
            List<String> unknown = new ArrayList<>();
            for (String id : endpointIds) {
                known.find(id).ifPresentOrElse(found -> keys.put(id, found), () -> unknown.add(id));
            }
            return unknown.isEmpty()
                    ? Mono.just(keys)
                    : load(database, unknown).map(loaded -> {
                        loaded.forEach(known::add);
                        keys.putAll(loaded);
                        return keys;
                    });
        });
    }

    /** Those of an endpoint of an app, whoever asks; empty when the app has no such endpoint. */
    Mono<List<SigningKey>> ofApp(String appId, String endpointId) {
        return serving.inTransaction(client -> new SecretTable(client).isEndpointOf(appId, endpointId))
                .filter(known -> known)
                .flatMap(known -> keys(serving, List.of(endpointId)))
                .map(keys -> keys.getOrDefault(endpointId, List.of()));
    }

    private Mono<Map<String, List<SigningKey>>> load(Database database, Collection<String> endpointIds) {
        return database.inTransaction(client -> new SecretTable(client).usable(endpointIds, clock.instant()))
                .map(this::open);
    }

    private Map<String, List<SigningKey>> open(List<SealedSecret> secrets) {
        Map<String, List<SigningKey>> keys = new HashMap<>();
        for (SealedSecret secret : secrets) {
            open(secret)
                    .ifPresentOrElse(
                            key -> keys.computeIfAbsent(secret.endpointId(), id -> new ArrayList<>())
                                    .add(key),
                            () -> log.error(
                                    "A secret of endpoint {} does not open under the keys"
                                            + " in fourways.dispatch.secrets-key and previous-secrets-keys",
                                    secret.endpointId()));
        }
        return keys;
    }

    private Optional<SigningKey> open(SealedSecret secret) {
        return seal.open(secret.endpointId(), secret.sealed()).flatMap(opened -> SigningKey.parse(opened.get(0)));
    }
}
