package io.fourways.standalone.demo;

import io.fourways.standalone.demo.Receiver.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An event's way out, shown: published, signed, and posted to two receivers, of which one has trouble at first. */
final class DispatchShow {

    private static final String CHANNELS = "demo.orders.*";
    private static final String CHANNEL = "demo.orders.paid";
    private static final String BODY = "{\"order\":4711,\"total\":19.90}";
    private static final String SCHEDULE = "1 2 4";
    private static final int TROUBLES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So long it may take until a new subscription is known to whoever takes events in. */
    private static final Duration SUBSCRIBING = Duration.ofSeconds(2);

    private final PrintStream out;

    DispatchShow(PrintStream out) {
        this.out = out;
    }

    /** Whether both got it, signed. */
    boolean run(URI producer, URI dispatch) throws IOException, InterruptedException {
        try (Receiver steady = Receiver.troubledBy(0);
                Receiver troubled = Receiver.troubledBy(TROUBLES)) {
            DispatchClient client = new DispatchClient(dispatch);
            String app = client.createApp("Demonstration", CHANNELS);
            steady.share(client.createEndpoint(app, steady.url(), SCHEDULE));
            troubled.share(client.createEndpoint(app, troubled.url(), SCHEDULE));
            out.println();
            out.println(
                    "Webhooks out: an event of " + CHANNEL + ", to the two endpoints of an app that has " + CHANNELS);
            out.println();
            out.println("  A  " + steady.url());
            out.println("  B  " + troubled.url() + ", which fails twice; tried again after " + SCHEDULE + " seconds");
            TimeUnit.MILLISECONDS.sleep(SUBSCRIBING.toMillis());
            publish(producer);
            return gets(steady, "A", 0) && gets(troubled, "B", TROUBLES);
        }
    }

    private void publish(URI producer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(producer.resolve("/v1/channels/" + CHANNEL + "/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        out.println("  published   " + BODY + ", answered " + status);
    }

    /** Each attempt is the same webhook: its id, its body and a signature that holds. */
    private boolean gets(Receiver receiver, String name, int troubles) throws InterruptedException {
        String id = "";
        for (int attempt = 1; attempt <= troubles + 1; attempt++) {
            Delivery delivery = receiver.next(PATIENCE);
            if (delivery == null) {
                out.println("  " + name + "  nothing has come");
                return false;
            }
            out.println("  " + name + "  attempt " + attempt + "   " + delivery.id() + " "
                    + (delivery.genuine() ? "genuine" : "FORGED") + ", answered " + delivery.status());
            if (!delivery.genuine() || !delivery.body().equals(BODY) || !(id.isEmpty() || id.equals(delivery.id()))) {
                return false;
            }
            id = delivery.id();
        }
        return true;
    }
}
