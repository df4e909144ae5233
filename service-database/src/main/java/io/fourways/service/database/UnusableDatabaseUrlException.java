package io.fourways.service.database;

import java.util.Locale;

/** A database URL that a service refuses to start with. Its message says what is wrong, and nothing of the password. */
final class UnusableDatabaseUrlException extends RuntimeException {

    UnusableDatabaseUrlException(String property, String reason) {
        super(property + " (" + property.toUpperCase(Locale.ROOT).replace('.', '_') + ") " + reason + ".");
    }

    String remedy() {
        return "Set it to postgresql://user:password@host:port/database, with what is special in a URL percent-encoded,"
                + " for instance %40 for @ in the password.";
    }
}
