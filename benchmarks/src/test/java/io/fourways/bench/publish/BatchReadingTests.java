package io.fourways.bench.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.load.Answers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatchReadingTests {

    private final Answers answers = new Answers();

    @Test
    void countsEachEventByItsOwnStatus() {
        read(
                202,
                "{\"results\":[{\"id\":\"1\",\"status\":202},{\"id\":\"2\",\"status\":503},{\"id\":\"3\",\"status\":202}]}");

        assertThat(answers.accepted()).isEqualTo(2);
        assertThat(answers.refused()).isEqualTo(98);
    }

    @Test
    void takesARefusedBatchForRefusedAsAWhole() {
        read(503, "{\"status\":202}");

        assertThat(answers.accepted()).isZero();
        assertThat(answers.refused()).isEqualTo(100);
    }

    private void read(int status, String body) {
        new BatchReading()
                .read(
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1,
                                HttpResponseStatus.valueOf(status),
                                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)),
                        answers);
    }
}
