package io.fourways.dispatch.delivery;

import io.fourways.dispatch.id.Ids;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Apps, endpoints and what they are owed, written past the service. */
public final class Owed {

    public static final String APP = "app_1srOrx2ZWZBpBUvZwXKQmoEYga2";

    /** What every endpoint here signs with. */
    public static final String SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final SealedSecrets SEAL = new SealedSecrets(SecretsKey.of(SECRETS_KEY), List.of());

    private static final String INSERT = """
            WITH given AS (
                SELECT ?::text[] AS ids, ?::timestamptz AS at, ?::text AS app, ?::text[] AS endpoints
            ), ids AS (
                SELECT i.id, given.at + i.n * interval '1 microsecond' AS at
                FROM given CROSS JOIN LATERAL unnest(given.ids) WITH ORDINALITY AS i (id, n)
            ), messages AS (
                INSERT INTO message (id, created_at, app_id, event_type, payload)
                SELECT ids.id, ids.at, given.app, 'order.paid', convert_to('{"id":"' || ids.id || '"}', 'UTF8')
                FROM ids CROSS JOIN given
            )
            INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, due_at, updated_at)
            SELECT ids.id, ids.at, e.id, given.app, 'order.paid', ids.at, ids.at
            FROM given CROSS JOIN ids CROSS JOIN LATERAL unnest(given.endpoints) AS e (id)
            """;

    private final TestDatabase database;
    private int count;

    public Owed(TestDatabase database) {
        this.database = database;
    }

    /** The app that every endpoint here belongs to. */
    public Owed app() {
        database.execute("INSERT INTO app (id, uid, name, created_at, updated_at) VALUES ('" + APP
                + "', 'acme', 'Acme', now(), now())");
        return this;
    }

    /** An endpoint at that URL; further columns as SQL, for instance {@code "concurrency = 2"}. */
    public String endpoint(String url, String... columns) {
        return endpointNamed("ep_" + String.format("%027d", ++count), url, columns);
    }

    /** The same with an id of the test's choice. */
    public String endpointNamed(String id, String url, String... columns) {
        database.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at) VALUES ('" + id + "', '" + APP
                + "', '" + url + "', now(), now())");
        database.execute("INSERT INTO endpoint_secret (endpoint_id, sealed, created_at) VALUES ('" + id + "', '\\x"
                + HexFormat.of().formatHex(SEAL.seal(id, List.of(SECRET))) + "', now())");
        for (String column : columns) {
            database.execute("UPDATE endpoint SET " + column + " WHERE id = '" + id + "'");
        }
        return id;
    }

    /** A message for endpoints, due at once. */
    public String message(Instant at, String... endpoints) {
        return messages(at, 1, List.of(endpoints)).get(0);
    }

    /** So many messages, each for all endpoints, in this order. */
    public List<String> messages(Instant at, int messages, List<String> endpoints) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            ids.add(Ids.message(at.plusNanos(i * 1000L)));
        }
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            statement.setObject(2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.setString(3, APP);
            statement.setArray(4, connection.createArrayOf("text", endpoints.toArray()));
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    /** How many deliveries are in that state. */
    public long inState(int state) {
        return database.count("SELECT count(*) FROM delivery WHERE state = " + state);
    }

    /** How many attempts have been made. */
    public long attempts() {
        return database.count("SELECT count(*) FROM attempt");
    }
}
