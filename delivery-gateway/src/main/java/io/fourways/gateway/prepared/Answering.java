package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.poll.PollMetrics;
import io.fourways.gateway.poll.PollMetrics.Outcome;
import io.fourways.gateway.poll.PollSink.Page;
import io.fourways.gateway.poll.UnreadAnswers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Answers prepared polls, and counts their answers as those of WebFlux are. On the connection's event loop only. */
final class Answering {

    private final PollMetrics metrics;
    private final Timer unchanged;
    private final Timer pages;
    private final BooleanSupplier goingAway;

    /** @param goingAway whether each answer is to be the last of its connection */
    Answering(PollMetrics metrics, MeterRegistry registry, BooleanSupplier goingAway) {
        this.metrics = metrics;
        this.goingAway = goingAway;
        this.unchanged = requests(registry, "304", "REDIRECTION");
        this.pages = requests(registry, "200", "SUCCESS");
    }

    /** What Spring counts a request by. */
    private static Timer requests(MeterRegistry registry, String status, String outcome) {
        return Timer.builder("http.server.requests")
                .tags("method", "GET", "uri", "/v1/events", "status", status, "outcome", outcome)
                .tags("exception", "none", "error", "none")
                .register(registry);
    }

    /** That there is nothing up to this place: 304 for who has a tag, and an empty page for others. */
    void nothing(Asking asking, Cursor place) {
        Question question = asking.question();
        if (asking.since().equals(asking.known()) || place.equals(asking.known())) {
            var unused = send(asking, question.unchanged(place, question.pollAfter()), Outcome.NOT_MODIFIED, 0, 0);
        } else {
            Page empty = new Page(List.of(), place, false, 0, UnreadAnswers.NOTHING);
            var unused = send(asking, question.page(empty, asking.named(), question.pollAfter()), Outcome.EMPTY, 0, 0);
        }
    }

    /** A page, which is released; its room when its reader has taken it, which is when it ends. */
    void page(Asking asking, Page page, Runnable ended) {
        Question question = asking.question();
        Cursor known = asking.known();
        boolean unmodified = !page.more() && (page.cursor().equals(known) || (page.isNothing() && isTag(asking)));
        if (unmodified) {
            page.release();
            var unused =
                    send(asking, question.unchanged(page.cursor(), question.pollAfter()), Outcome.NOT_MODIFIED, 0, 0);
            ended.run();
            return;
        }
        Answer answer = question.page(page, asking.named(), question.pollAfter());
        page.events().forEach(event -> event.release());
        Outcome outcome = page.events().isEmpty() ? Outcome.EMPTY : Outcome.EVENTS;
        ChannelPromise written = send(asking, answer, outcome, page.events().size(), page.more() ? 0 : page.stalest());
        page.share().mustBeTaken(written.channel(), written);
        written.addListener(taken -> page.share().release());
        ended.run();
    }

    /** Who names no other place than that of the tag has all there is when nothing is behind it. */
    private static boolean isTag(Asking asking) {
        return asking.from().equals(asking.known());
    }

    private ChannelPromise send(Asking asking, Answer answer, Outcome outcome, int given, long stalest) {
        metrics.answered(asking.question().terms().way(), outcome, given, answer.length(), stalest);
        Timer timer = answer.status().equals(HttpResponseStatus.NOT_MODIFIED) ? unchanged : pages;
        timer.record(System.nanoTime() - asking.begun(), TimeUnit.NANOSECONDS);
        boolean last = goingAway.getAsBoolean();
        return asking.turn().answer(answer.bytes(last, asking.turn().channel()), last);
    }
}
