package io.fourways.bench.publish;

import io.fourways.bench.load.AnswerReading;
import io.fourways.bench.load.Answers;
import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;

/** A batch's answer, which tells of each event whether it was accepted. */
final class BatchReading implements AnswerReading {

    private static final String ACCEPTED = "\"status\":202";

    @Override
    public void read(FullHttpResponse response, Answers answers) {
        int accepted =
                AnswerReading.isSuccess(response) ? count(response.content().toString(StandardCharsets.UTF_8)) : 0;
        answers.accept(accepted);
        if (accepted < PublishRequests.BATCH) {
            answers.refuse(PublishRequests.BATCH - accepted, AnswerReading.text(response));
        }
    }

    private static int count(String body) {
        int found = 0;
        for (int at = body.indexOf(ACCEPTED); at >= 0; at = body.indexOf(ACCEPTED, at + ACCEPTED.length())) {
            found++;
        }
        return found;
    }
}
