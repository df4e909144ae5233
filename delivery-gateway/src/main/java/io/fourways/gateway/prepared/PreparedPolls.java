package io.fourways.gateway.prepared;

import io.fourways.gateway.access.Admission;
import io.fourways.gateway.access.ClientAddress;
import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.poll.Caching;
import io.fourways.gateway.poll.PollMemory;
import io.fourways.gateway.poll.PollMetrics;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.read.ReadAdmission;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.shortcut.Shortcut;
import io.fourways.gateway.shortcut.Turn;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answers polls beneath WebFlux: those whose text WebFlux has admitted and answered a short while ago, for as long as what it
 * has found out about their token counts. Whatever is not plainly so, or is to be refused, is left to WebFlux. Thread-safe.
 */
public final class PreparedPolls implements Shortcut.Server {

    private final Known known;
    private final ReadAdmission admission;
    private final Authenticator authenticator;
    private final Answering answering;
    private final Gathering gathering;

    /** Those of the last answer, which those to any other plain poll has, too; null before the first. */
    private volatile @Nullable FixedFields alike;

    public PreparedPolls(
            UnreadAnswers unread,
            ReadAdmission admission,
            Authenticator authenticator,
            PollMetrics metrics,
            MeterRegistry registry) {
        this.known = new Known();
        this.admission = admission;
        this.authenticator = authenticator;
        this.answering = new Answering(metrics, registry, admission::isGoingAway);
        this.gathering = new Gathering(unread, answering);
    }

    /** Remembers what is answered from a log. */
    public PollMemory of(ServedLog log) {
        return new PollMemory() {
            @Override
            public void admits(ReadRequest request) {
                FixedFields fields = alike;
                if (fields != null) {
                    remember(log, request, fields);
                }
            }

            @Override
            public void answers(ReadRequest request, HttpHeaders head) {
                FixedFields fields = FixedFields.of(head);
                if (fields != null) {
                    remember(log, request, fields);
                }
            }
        };
    }

    /**
     * A text counts as soon as one that says it is admitted, which it may be long before that is answered: many polls that wait for one
     * event begin, or come again, at once, and each would go through WebFlux.
     */
    private void remember(ServedLog log, ReadRequest request, FixedFields fields) {
        Said said = Said.of(Connections.request(request.http()));
        Duration valid = authenticator.holds(BearerTokens.of(request.http()));
        if (said == null || valid.isZero() || valid.isNegative() || !isAsRead(said, request)) {
            return;
        }
        alike = fields;
        Question question = known.question(
                log,
                new Question.Terms(
                        request.way(),
                        request.selection(),
                        request.limit(),
                        request.waiting(),
                        request.http().getPath().pathWithinApplication().value() + "?" + request.asQuery() + "&after=",
                        Caching.ofFullPage(request),
                        fields.before(),
                        fields.behind()));
        long until = System.nanoTime() + valid.toNanos();
        known.add(new Prepared(said.text(), question, request.caller(), forwarded(request), until));
    }

    /** Whether what is seen of it here is what WebFlux has read, however it was written, and will be of the next. */
    private static boolean isAsRead(Said said, ReadRequest request) {
        List<String> places = request.http().getQueryParams().getOrDefault("after", List.of());
        boolean sameStart = said.after() == null
                ? request.start() instanceof Start.Now
                : request.start() instanceof Start.After after && after.cursor().equals(said.after());
        return sameStart && places.size() < 2 && Objects.equals(said.known(), request.known());
    }

    /** The client's address where a believed proxy says it; null where it is the connection's. */
    private static @Nullable String forwarded(ReadRequest request) {
        InetSocketAddress client = request.http().getRemoteAddress();
        boolean own = Objects.equals(client, Connections.channel(request.http()).remoteAddress());
        return own ? null : ClientAddress.of(client);
    }

    @Override
    public boolean take(Turn turn, HttpRequest request) {
        Said said = Said.of(request);
        Prepared prepared = said == null ? null : known.of(said.text());
        if (said == null || prepared == null) {
            return false;
        }
        String address = prepared.address() == null ? address(turn.channel()) : prepared.address();
        turn.again(said.parts(), SaidAgain.of(this::take, prepared, address));
        return take(turn, prepared, address, said.after(), said.known());
    }

    private boolean take(Turn turn, Prepared prepared, String address, @Nullable Cursor after, @Nullable Cursor tag) {
        return prepared.isValid() && !admission.isGoingAway() && answer(turn, prepared, address, after, tag);
    }

    private boolean answer(Turn turn, Prepared prepared, String address, @Nullable Cursor after, @Nullable Cursor tag) {
        Window window = prepared.question().log().window();
        int generation = window.generation();
        Cursor from = after == null ? Objects.requireNonNull(tag) : after;
        Cursor since = tag == null || from.lastOffset() > tag.lastOffset() ? from : tag;
        long begin = indexBehind(window, from);
        long index = since.equals(from) ? begin : indexBehind(window, since);
        if (begin < 0 || index < 0) {
            return false;
        }
        boolean isShort = prepared.question().terms().way() == Way.SHORT_POLL;
        Cursor newest = isShort ? prepared.question().silence().since(index) : null;
        if (prepared.question().pollAfter() < 0 || window.generation() != generation) {
            return false;
        }
        Asking asking =
                new Asking(turn, prepared.question(), generation, from, after != null, since, tag, System.nanoTime());
        if (newest != null) {
            answering.nothing(asking, newest);
            return true;
        }
        return gather(asking, prepared, address);
    }

    private boolean gather(Asking asking, Prepared prepared, String address) {
        if (prepared.question().terms().way() == Way.SHORT_POLL) {
            gathering.gather(asking, () -> {});
            return true;
        }
        if (admission.admit(prepared.caller(), address) instanceof Admission.Admitted place) {
            gathering.gather(asking, place::release);
            return true;
        }
        return false;
    }

    private static String address(Channel channel) {
        return ClientAddress.of(channel.remoteAddress() instanceof InetSocketAddress address ? address : null);
    }

    /** The index of the entry behind a place; -1 when the window does not show that there is such a place. */
    private static long indexBehind(Window window, Cursor place) {
        long index = window.indexAfter(place.offset() - 1);
        LogEntry entry = index < 0 ? null : window.peek(index);
        boolean same = entry != null
                && entry.offset() == place.offset()
                && entry.cursor().fingerprint() == place.fingerprint()
                && entry.cursor().log().equals(place.log());
        if (!same) {
            return -1;
        }
        return place.before() ? index : index + 1;
    }
}
