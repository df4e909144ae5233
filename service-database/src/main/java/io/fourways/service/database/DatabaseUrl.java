package io.fourways.service.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks, as {@code postgresql://user:password@host:port/database} says it.
 *
 * @param host     without brackets, also where it is an IPv6 address
 * @param port     5432 unless the URL says otherwise
 * @param database its name
 * @param username whom the database knows
 * @param password null for none
 * @param sslMode  one of libpq's; {@code disable} unless the URL says otherwise
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">PostgreSQL:
 *     connection URIs</a>
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String username,
        @Nullable String password,
        String sslMode) {

    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads what a property says.
     *
     * @param property its name, for the message
     * @throws UnusableDatabaseUrlException when there is none, or it is malformed; it says nothing of the password
     */
    public static DatabaseUrl of(String property, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new UnusableDatabaseUrlException(
                    property, "is not set: the service has nowhere to keep what it is given");
        }
        try {
            return of(text);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableDatabaseUrlException(property, String.valueOf(malformed.getMessage()));
        }
    }

    private static DatabaseUrl of(String text) {
        URI url = parse(text.strip());
        String[] user = part(url.getRawUserInfo(), "user").split(":", 2);
        return new DatabaseUrl(
                part(url.getHost(), "host").replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                decoded(database(url)),
                part(decoded(user[0]), "user"),
                user.length == 2 ? decoded(user[1]) : null,
                sslMode(url.getRawQuery()));
    }

    private static URI parse(String text) {
        try {
            URI url = new URI(text);
            if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("does not begin with postgresql://");
            }
            return url;
        } catch (URISyntaxException malformed) {
            // its message repeats the text, and the password in it
            throw new IllegalArgumentException("is no URL");
        }
    }

    private static String database(URI url) {
        String path = part(url.getRawPath(), "database");
        String name = part(path.substring(1), "database");
        if (name.contains("/")) {
            throw new IllegalArgumentException("names more than one database");
        }
        return name;
    }

    private static String sslMode(@Nullable String query) {
        if (query == null) {
            return "disable";
        }
        String[] parameter = query.split("=", 2);
        if (parameter.length != 2 || !parameter[0].equals("sslmode") || !SSL_MODES.contains(parameter[1])) {
            throw new IllegalArgumentException("may have no parameter but sslmode");
        }
        return parameter[1];
    }

    private static String part(@Nullable String text, String name) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("names no " + name);
        }
        return text;
    }

    /** Percent-encoding only: a plus is a plus, as it is not in a form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The same for JDBC, without user and password. */
    String jdbcUrl() {
        String authority = host.contains(":") ? "[" + host + "]" : host;
        String path = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + authority + ":" + port + "/" + path + "?sslmode=" + sslMode;
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
