package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.id.Ids;
import io.fourways.system.database.TestDatabase;
import java.time.Instant;

/** An app of a test's own, and endpoints of it that nobody delivers to. */
public final class SomeApp {

    private final TestDatabase database = RunningApi.shared().database();
    private final String id = Ids.app(Instant.now());
    private final String uid;

    private SomeApp(String uid) {
        this.uid = uid;
        database.execute("INSERT INTO app (id, uid, name, created_at, updated_at) VALUES ('" + id + "', '" + uid
                + "', 'n', now(), now())");
    }

    /**
     * Makes one.
     *
     * @param uid unlike that of any other test's
     */
    public static SomeApp called(String uid) {
        return new SomeApp(uid);
    }

    public String id() {
        return id;
    }

    public String uid() {
        return uid;
    }

    /** A new endpoint; its id. */
    public String endpoint(String uidOfEndpoint) {
        return endpoint(uidOfEndpoint, "NULL", false);
    }

    /**
     * A new endpoint; its id.
     *
     * @param types an SQL expression
     */
    public String endpoint(String uidOfEndpoint, String types, boolean disabled) {
        String endpoint = Ids.endpoint(Instant.now());
        database.execute("INSERT INTO endpoint (id, app_id, uid, url, filter_types, disabled, created_at, updated_at)"
                + " VALUES ('" + endpoint + "', '" + id + "', '" + uidOfEndpoint + "', 'http://192.0.2.1/', " + types
                + ", " + disabled + ", now(), now())");
        return endpoint;
    }

    /** Lets an endpoint get what comes from now on. */
    public void enable(String endpoint) {
        database.execute("UPDATE endpoint SET disabled = false WHERE id = '" + endpoint + "'");
    }
}
