package io.fourways.system.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the tests' databases that are kept for whoever asks next. For each new one PostgreSQL starts a process,
 * which takes twenty times what most questions of tests do, and those that wait for something ask again and again.
 */
final class KeptConnections {

    /** Of a few threads, each with a database; servers allow some hundred, which those under test are to have. */
    private static final int MOST = 6;

    private final Deque<Kept> idle = new ArrayDeque<>();

    /** What a connection is for. */
    interface Use<T extends @Nullable Object> {
        T of(Connection connection) throws SQLException;
    }

    /** Gives a connection that nobody else has meanwhile and that is as if it were new, and keeps it if all goes well. */
    <T extends @Nullable Object> T use(String url, Use<T> use) throws SQLException {
        Connection connection = take(url);
        T result;
        try {
            result = use.of(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        keep(new Kept(url, connection));
        return result;
    }

    private Connection take(String url) throws SQLException {
        Connection kept = kept(url);
        while (kept != null) {
            if (isAsNew(kept)) {
                return kept;
            }
            kept = kept(url);
        }
        return DriverManager.getConnection(url);
    }

    private synchronized @Nullable Connection kept(String url) {
        Iterator<Kept> all = idle.iterator();
        while (all.hasNext()) {
            Kept next = all.next();
            if (next.url.equals(url)) {
                all.remove();
                return next.connection;
            }
        }
        return null;
    }

    /** Not if its server was killed in the meantime. */
    private static boolean isAsNew(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
            return true;
        } catch (SQLException broken) {
            connection.close();
            return false;
        }
    }

    private void keep(Kept connection) throws SQLException {
        Kept tooMany = added(connection);
        if (tooMany != null) {
            tooMany.connection.close();
        }
    }

    private synchronized @Nullable Kept added(Kept connection) {
        idle.addFirst(connection);
        return idle.size() > MOST ? idle.removeLast() : null;
    }

    private record Kept(String url, Connection connection) {}
}
