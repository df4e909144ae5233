package io.fourways.ingest.database;

/** A database URL the service refuses to start with. Its message says what is wrong, and nothing of the password. */
final class UnusableDatabaseUrlException extends RuntimeException {

    private static final String PROPERTY = "fourways.ingest.database.url (FOURWAYS_INGEST_DATABASE_URL)";

    private UnusableDatabaseUrlException(String message) {
        super(message);
    }

    static UnusableDatabaseUrlException missing() {
        return new UnusableDatabaseUrlException(PROPERTY + " is not set: there is nowhere to keep webhooks.");
    }

    static UnusableDatabaseUrlException malformed(String reason) {
        return new UnusableDatabaseUrlException(PROPERTY + " " + reason + ".");
    }

    String remedy() {
        return "Set it to postgresql://user:password@host:port/database, with what is special in a URL percent-encoded,"
                + " for instance %40 for @ in the password.";
    }
}
