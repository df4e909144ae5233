package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.standalone.Standalone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoIT {

    private static final List<String> ANYWHERE = Stream.concat(
                    Payment.source().stream(),
                    Stream.of(
                            "--FOURWAYS_GATEWAY_PORT=0",
                            "--FOURWAYS_PRODUCER_PORT=0",
                            "--FOURWAYS_INGEST_PORT=0",
                            "--FOURWAYS_DISPATCH_PORT=0",
                            "--fourways.security.mode=open"))
            .toList();

    @Test
    void everyWayDeliversEverySampleOnceAndInOrderAndWebhooksComeInAndGoOut() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (Standalone standalone = new Standalone(ANYWHERE, "samples")) {
            standalone.start();
            assertThat(standalone.awaitReady(Duration.ofMinutes(1))).isTrue();
            boolean passed =
                    new Demo(new PrintStream(shown, true, StandardCharsets.UTF_8), false).run(Places.of(standalone));
            String text = shown.toString(StandardCharsets.UTF_8);
            assertThat(passed).as(text).isTrue();
            assertThat(text)
                    .containsPattern("A  attempt 1   msg_\\w+ genuine, answered 204")
                    .containsPattern("B  attempt 1   msg_\\w+ genuine, answered 500")
                    .containsPattern("B  attempt 3   msg_\\w+ genuine, answered 204")
                    .contains("  curl -s ", "Stripe-Signature: t=", "answered    200")
                    .containsPattern("event frame \\{\"cursor\":\"[^\"]+\",\"specversion\":\"1.0\",\"id\":\"evt_\\d+\","
                            + "\"source\":\"/webhooks/payments\",\"type\":\"stripe.payment_intent.succeeded\","
                            + "\"channel\":\"webhooks.payments.payment_intent.succeeded\"");
        }
    }
}
