package io.fourways.bench.load;

import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.time.Duration;
import java.util.Map;

/** A server that is kept busy over HTTP. */
public final class HttpContender implements Contender {

    private static final double RESERVE = 1.5;

    private final String name;
    private final int port;
    private final HttpLoad load;
    private final Workload workload;
    private final CpuClock clock;
    private final Settling settling;
    private final Receipts receipts = new Receipts();
    private double requestsPerSecond;

    /**
     * @param clock    whose CPU time counts
     * @param settling how to wait until the work is done that is left when the last answer has come: its CPU time counts,
     *                 its duration does not
     */
    public HttpContender(String name, int port, HttpLoad load, Workload workload, CpuClock clock, Settling settling) {
        this.name = name;
        this.port = port;
        this.load = load;
        this.workload = workload;
        this.clock = clock;
        this.settling = settling;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Measurement measure(Duration length) throws InterruptedException {
        Requests requests = workload.supply().apply(enough(length));
        Map<Part, Duration> before = clock.read();
        long began = System.nanoTime();
        Answers answers = load.run(port, requests, workload.reading(), length);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        if (answers.accepted() == 0) {
            throw new IllegalStateException(
                    name + " accepts nothing: " + answers.firstRefusal().orElse("it does not answer"));
        }
        settling.await();
        receipts.add(answers);
        answers.firstRefusal().ifPresent(refusal -> System.err.println(name + " refused: " + refusal));
        requestsPerSecond = Math.max(requestsPerSecond, requests.sent() * 1e9 / time.toNanos());
        return new Measurement(answers.accepted(), time, clock.since(before), answers.latencies());
    }

    /** What it has answered so far. */
    public Receipts receipts() {
        return receipts;
    }

    private int enough(Duration length) {
        double rate = requestsPerSecond == 0 ? workload.perSecond() : requestsPerSecond * RESERVE;
        return (int) Math.ceil(rate * length.toMillis() / 1000);
    }

    /** Waits until nothing is left to be done. */
    @FunctionalInterface
    public interface Settling {

        /** Nothing is ever left. */
        Settling AT_ONCE = () -> {};

        void await();
    }
}
