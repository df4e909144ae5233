package io.fourways.bench.dispatch;

import io.fourways.bench.report.Losses;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Latencies;
import io.fourways.system.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The floor: the same webhooks sent and signed by a loop that forgets them.
 *
 * @param sender   its process
 * @param atOnce   how many requests are on their way at once
 * @param arrivals what has come of it
 * @param clock    whose CPU time counts
 * @param answered how many it was told have arrived
 */
record BareSending(ServiceProcess sender, int atOnce, Arrivals arrivals, CpuClock clock, LongAdder answered)
        implements Contender {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public String name() {
        return "bare WebClient, " + atOnce + " at once";
    }

    @Override
    public Measurement measure(Duration length) throws InterruptedException {
        Latencies latencies = arrivals.latenciesFromNow();
        Map<Part, Duration> before = clock.read();
        long began = System.nanoTime();
        long sent = send(length);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        answered.add(sent);
        return new Measurement(sent, time, clock.since(before), latencies);
    }

    private long send(Duration length) throws InterruptedException {
        URI uri = URI.create(sender.uri() + "/send?atOnce=" + atOnce + "&millis=" + length.toMillis());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The bare sender has failed: " + answer.body());
            }
            return Long.parseLong(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What became of all that it sent. */
    Losses losses() {
        return new Losses("receivers, bare", answered.sum(), 0, 0, arrivals.count(), arrivals.doubled());
    }
}
