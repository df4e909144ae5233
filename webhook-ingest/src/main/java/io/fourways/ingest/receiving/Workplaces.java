package io.fourways.ingest.receiving;

import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.source.Source;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where webhooks are verified and read: on the event loop of their connection if that is quick, else where it keeps no
 * other connection waiting: on a few threads that do nothing else.
 */
final class Workplaces implements AutoCloseable {

    /**
     * Up to here verifying and reading takes a fraction of a millisecond, less than handing it to another thread and
     * back costs under load; a body of a megabyte takes some.
     */
    private static final int QUICK_BYTES = 64 * 1024;

    private static final int IDLE_SECONDS = (int) Duration.ofMinutes(1).toSeconds();

    private final Scheduler few;

    /**
     * @param threads how many verify what takes long, so that a flood of it leaves the other processors alone
     * @param waiting how many may wait for each of them
     */
    Workplaces(int threads, int waiting) {
        few = Schedulers.newBoundedElastic(threads, waiting, "verifying", IDLE_SECONDS, true);
    }

    /** Does the work there; fails with {@link RejectedExecutionException} when too much waits to be done already. */
    <T> Mono<T> run(Source source, IncomingWebhook webhook, Mono<T> work) {
        boolean quick = webhook.body().length <= QUICK_BYTES
                && !source.provider().takesLongToVerify(webhook, source.settings());
        return quick ? work : work.subscribeOn(few);
    }

    @Override
    public void close() {
        few.dispose();
    }
}
