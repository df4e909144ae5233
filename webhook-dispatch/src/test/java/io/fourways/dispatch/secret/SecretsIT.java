package io.fourways.dispatch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.signing.SigningKey;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.system.database.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final String KEY = "fourways.dispatch.secrets-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER = "fourways.dispatch.secrets-key=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final String PREVIOUS =
            "fourways.dispatch.previous-secrets-keys=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static TestDatabase server;
    private static RunningDatabase database;

    @BeforeAll
    static void start() {
        server = TestDatabase.create();
        database = at(START, KEY);
        database.awaitReady();
        execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_1', 'One', now(), now()),"
                + " ('app_2', 'Two', now(), now())");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static RunningDatabase at(Instant time, String... properties) {
        RunningDatabase running = RunningDatabase.on(
                server.url(), Clock.fixed(time, ZoneOffset.UTC), List.of(properties), SecretConfiguration.class);
        running.awaitReady();
        return running;
    }

    /** Nobody who asks for public keys, for which it takes no key of the API, keeps deliveries from the database. */
    @Test
    void areShownWithoutTheConnectionsOfThoseWhoDeliver() {
        endpoint("ep_shown");
        Sinks.Empty<Void> end = Sinks.empty();
        List<Mono<Void>> busy =
                Collections.nCopies(12, database.working().inTransaction(PATIENCE, client -> client.sql("SELECT 1")
                        .map(row -> 1)
                        .one()
                        .then(end.asMono())));
        Disposable held = Flux.merge(Flux.fromIterable(busy), 12).subscribe();
        try {
            ConnectionPool working = database.get("workingConnections", ConnectionPool.class);
            await().atMost(PATIENCE)
                    .until(() -> working.getMetrics().orElseThrow().acquiredSize() == 12);
            Secrets secrets = new Secrets(
                    database.serving(), database.working(), database.get(SealedSecrets.class), Clock.systemUTC());
            assertThat(secrets.ofApp("app_1", "ep_shown").block(PATIENCE)).hasSize(1);
            assertThat(secrets.current("ep_shown").block(PATIENCE)).isNotNull();
        } finally {
            end.tryEmitEmpty();
            held.dispose();
        }
    }

    private static void execute(String sql) {
        database.working().inTransaction(client -> client.sql(sql).then()).block(PATIENCE);
    }

    private static SigningKey endpoint(String id) {
        execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at)" + " VALUES ('" + id
                + "', 'app_1', 'https://example.com/', now(), now())");
        SigningKey key = SigningKey.generate();
        change(database, (client, secrets) -> secrets.create(client, id, key));
        return key;
    }

    private static SigningKey rotate(RunningDatabase running, String id) {
        SigningKey key = SigningKey.generate();
        change(running, (client, secrets) -> secrets.rotate(client, id, key));
        return key;
    }

    private interface Change {
        Mono<Void> make(DatabaseClient transaction, Secrets secrets);
    }

    private static void change(RunningDatabase running, Change change) {
        running.working()
                .inTransaction(client -> change.make(client, running.get(Secrets.class)))
                .block(PATIENCE);
    }

    private static List<String> written(RunningDatabase running, String id) {
        Map<String, List<SigningKey>> keys =
                running.get(Secrets.class).keys(List.of(id)).block(PATIENCE);
        return keys.getOrDefault(id, List.of()).stream()
                .map(SigningKey::written)
                .toList();
    }

    @Test
    void signsWithTheOldSecretBesideTheNewOneForADay() {
        SigningKey first = endpoint("ep_rotated");
        assertThat(written(database, "ep_rotated")).containsExactly(first.written());

        SigningKey second = rotate(database, "ep_rotated");

        assertThat(written(database, "ep_rotated")).containsExactly(second.written(), first.written());
        assertThat(database.get(Secrets.class)
                        .current("ep_rotated")
                        .block(PATIENCE)
                        .written())
                .isEqualTo(second.written());
        try (RunningDatabase later = at(START.plus(Duration.ofHours(24)).minusSeconds(1), KEY)) {
            assertThat(written(later, "ep_rotated")).containsExactly(second.written(), first.written());
        }
        try (RunningDatabase later = at(START.plus(Duration.ofHours(24)), KEY)) {
            assertThat(written(later, "ep_rotated")).containsExactly(second.written());
        }
    }

    @Test
    void keepsNoMoreSecretsThanAHeaderHolds() {
        endpoint("ep_restless");
        for (int i = 0; i < 12; i++) {
            rotate(database, "ep_restless");
        }
        assertThat(written(database, "ep_restless")).hasSize(Secrets.MOST);
    }

    @Test
    void givesThoseOfManyEndpointsAtOnceAndNoneOfOthers() {
        SigningKey one = endpoint("ep_one");
        SigningKey two = endpoint("ep_two");
        Map<String, List<SigningKey>> keys = database.get(Secrets.class)
                .keys(List.of("ep_one", "ep_two", "ep_gone"))
                .block(PATIENCE);
        assertThat(keys).containsOnlyKeys("ep_one", "ep_two");
        assertThat(keys.get("ep_one").get(0).written()).isEqualTo(one.written());
        assertThat(keys.get("ep_two").get(0).written()).isEqualTo(two.written());
    }

    @Test
    void storesNoSecretThatCanBeRead() {
        SigningKey key = endpoint("ep_sealed");
        byte[] stored = database.working()
                .inTransaction(
                        client -> client.sql("SELECT sealed FROM endpoint_secret WHERE endpoint_id = 'ep_sealed'")
                                .map(row -> row.get(0, byte[].class))
                                .one())
                .block(PATIENCE);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(key.written().substring(6));
    }

    @Test
    void opensWhatAPreviousKeyHasSealedAndNothingElse() {
        SigningKey key = endpoint("ep_moved");
        try (RunningDatabase moved = at(START, OTHER, PREVIOUS)) {
            assertThat(written(moved, "ep_moved")).containsExactly(key.written());
        }
        try (RunningDatabase lost = at(START, OTHER)) {
            assertThat(written(lost, "ep_moved")).isEmpty();
        }
    }

    @Test
    void sealsUnderTheSecretOfTokensUntilAKeyIsNamed() {
        String tokens = "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef";
        endpoint("ep_derived");
        SigningKey key;
        try (RunningDatabase unnamed = at(START, tokens)) {
            key = rotate(unnamed, "ep_derived");
            assertThat(written(unnamed, "ep_derived")).contains(key.written());
        }
        try (RunningDatabase named = at(START, OTHER, tokens)) {
            assertThat(written(named, "ep_derived")).contains(key.written());
        }
        try (RunningDatabase without = at(START, OTHER)) {
            assertThat(written(without, "ep_derived")).isEmpty();
        }
    }

    @Test
    void opensNoSecretOfAnotherEndpoint() {
        endpoint("ep_from");
        endpoint("ep_to");
        execute("UPDATE endpoint_secret SET sealed = (SELECT sealed FROM endpoint_secret WHERE endpoint_id = 'ep_from')"
                + " WHERE endpoint_id = 'ep_to'");
        assertThat(written(database, "ep_to")).isEmpty();
    }

    @Test
    void showsPublicKeysOfAnAppsEndpoint() {
        SigningKey pair = SigningKey.parse("whsk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .orElseThrow();
        endpoint("ep_public");
        change(database, (client, secrets) -> secrets.rotate(client, "ep_public", pair));
        Secrets secrets = database.get(Secrets.class);
        assertThat(JsonWebKeys.of(secrets.ofApp("app_1", "ep_public").block(PATIENCE))
                        .keys())
                .singleElement()
                .satisfies(key -> assertThat(key.x()).hasSize(43));
        assertThat(secrets.ofApp("app_2", "ep_public").blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void doesNotStartWithoutAKey() {
        assertThatThrownBy(() -> at(START)).rootCause().hasMessage("fourways.dispatch.secrets-key is missing.");
        assertThatThrownBy(() -> at(START, "fourways.dispatch.secrets-key=c2hvcnQ="))
                .rootCause()
                .hasMessage("fourways.dispatch.secrets-key is 5 bytes long, not 32.");
    }
}
