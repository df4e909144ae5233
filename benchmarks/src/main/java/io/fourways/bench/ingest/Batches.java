package io.fourways.bench.ingest;

import io.fourways.system.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/**
 * How many webhooks the transactions of a webhook-ingest stored so far.
 *
 * @param transactions how many there were
 * @param webhooks     how many they stored
 */
record Batches(double transactions, double webhooks) {

    private static final String METRIC = "fourways_ingest_inbox_batch";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Batches of(ServiceProcess ingest) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ingest.management("/actuator/prometheus"))
                .build();
        try {
            return parse(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Batches parse(String metrics) {
        return new Batches(value(metrics, METRIC + "_count"), value(metrics, METRIC + "_sum"));
    }

    private static double value(String metrics, String name) {
        Optional<String> line = metrics.lines()
                .filter(candidate -> candidate.startsWith(name + "{") || candidate.startsWith(name + " "))
                .findFirst();
        return line.map(found -> Double.parseDouble(found.substring(found.lastIndexOf(' ') + 1)))
                .orElseThrow(() -> new IllegalStateException("No metric " + name));
    }

    /** How many one stored since an earlier reading, on average; at least one. */
    double averageSince(Batches earlier) {
        double more = transactions - earlier.transactions;
        return more == 0 ? 1 : Math.max(1, (webhooks - earlier.webhooks) / more);
    }
}
