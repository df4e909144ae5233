package io.fourways.dispatch.secret;

/** A key that a service refuses to start with, or without. The message names the property and quotes no key. */
final class UnusableSecretsKeyException extends RuntimeException {

    UnusableSecretsKeyException(String property, String wrong) {
        super("fourways.dispatch." + property + " " + wrong + ".");
    }
}
