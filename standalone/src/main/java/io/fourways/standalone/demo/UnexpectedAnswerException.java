package io.fourways.standalone.demo;

import java.io.IOException;

/** The gateway answered something a reader cannot go on from. */
final class UnexpectedAnswerException extends IOException {

    UnexpectedAnswerException(String message) {
        super(message);
    }
}
