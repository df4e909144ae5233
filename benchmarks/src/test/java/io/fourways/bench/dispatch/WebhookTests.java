package io.fourways.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 1_234_567_890_123L, Long.MAX_VALUE})
    void saysWhenItWasMadeAndIsAsLongAsAnyOther(long time) {
        byte[] payload = Webhook.sentAt(time).getBytes(StandardCharsets.UTF_8);

        assertThat(payload).hasSize(Webhook.BYTES);
        assertThat(Webhook.sentAt(payload)).isEqualTo(time);
    }
}
