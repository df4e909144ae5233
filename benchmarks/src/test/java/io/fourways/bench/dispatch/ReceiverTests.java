package io.fourways.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTests {

    private final Arrivals arrivals = new Arrivals(() -> {});
    private final Receiver receiver = new Receiver(arrivals);
    private final HttpClient sender = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void notesWhatComesOverOneConnectionAfterTheOther() throws Exception {
        assertThat(send("msg_1", Webhook.sentAt(System.nanoTime()))).isEqualTo(200);
        assertThat(send("msg_2", Webhook.sentAt(System.nanoTime()))).isEqualTo(200);
        assertThat(send("msg_2", Webhook.sentAt(System.nanoTime()))).isEqualTo(200);

        assertThat(arrivals.count()).isEqualTo(2);
        assertThat(arrivals.doubled()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNotAsItWasMade() throws Exception {
        assertThat(send("msg_1", "{}")).isEqualTo(400);

        assertThat(arrivals.count()).isZero();
    }

    private int send(String id, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.url(3)))
                .version(HttpClient.Version.HTTP_1_1)
                .header("webhook-id", id)
                .POST(BodyPublishers.ofString(body))
                .build();
        return sender.send(request, BodyHandlers.discarding()).statusCode();
    }
}
