package io.fourways.bench.load;

import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;

/** How an answer is read. */
@FunctionalInterface
public interface AnswerReading {

    /** One request brings one thing, and any 2xx accepts it. */
    AnswerReading SINGLE = (response, answers) -> {
        if (isSuccess(response)) {
            answers.accept(1);
        } else {
            answers.refuse(1, text(response));
        }
    };

    /** Counts what it accepts and what it refuses. */
    void read(FullHttpResponse response, Answers answers);

    /** Whether the status is a 2xx. */
    static boolean isSuccess(FullHttpResponse response) {
        return response.status().code() / 100 == 2;
    }

    /** Its status and its body. */
    static String text(FullHttpResponse response) {
        return response.status() + " " + response.content().toString(StandardCharsets.UTF_8);
    }
}
