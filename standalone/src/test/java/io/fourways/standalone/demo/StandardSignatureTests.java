package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandardSignatureTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant TIME = Instant.ofEpochSecond(1614265330);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final StandardSignature example =
            new StandardSignature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,other " + SIGNATURE);

    @Test
    void isThatOfTheSpecificationsExample() {
        assertThat(example.isOf(BODY, SECRET, TIME)).isTrue();
    }

    @Test
    void isOfNothingElse() {
        assertThat(example.isOf(new byte[0], SECRET, TIME)).isFalse();
        assertThat(example.isOf(BODY, "whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw", TIME))
                .isFalse();
        assertThat(example.isOf(BODY, SECRET, TIME.plusSeconds(301))).isFalse();
        assertThat(new StandardSignature("msg_1", "", "").isOf(BODY, SECRET, TIME))
                .isFalse();
    }
}
