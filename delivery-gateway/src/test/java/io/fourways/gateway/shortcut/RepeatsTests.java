package io.fourways.gateway.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are known again by their bytes, and which are not. */
class RepeatsTests extends RepeatedRequests {

    @Test
    void areAnsweredPastTheCodec() throws IOException {
        assertThat(ask(get("/now"))).isEqualTo("/now");
        for (int i = 0; i < 3; i++) {
            assertThat(ask(get("/now"))).isEqualTo("again");
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void areOfferedAsAnyOtherWhenTheyCannotBeAnsweredInTheSameWay() throws IOException {
        ask(get("/now"));
        isOver = true;
        assertThat(ask(get("/now"))).isEqualTo("/now");
        isOver = false;
        assertThat(ask(get("/now"))).isEqualTo("again");
        assertThat(taken).hasValue(2);
    }

    @Test
    void areKnownAtAnyPlace() throws IOException {
        assertThat(ask(get("/now?at=1&x"))).isEqualTo("/now?at=1&x");
        assertThat(ask(get("/now?at=1&x"))).isEqualTo("again 1");
        assertThat(ask(get("/now?at=a-longer-one&x"))).isEqualTo("again a-longer-one");
        assertThat(ask(get("/now?at=&x"))).isEqualTo("again ");
        assertThat(ask(get("/now?at=2&x"))).isEqualTo("again 2");
        assertThat(taken).hasValue(1);
    }

    @Test
    void areKnownWhateverTheirFieldSays() throws IOException {
        String fields = " HTTP/1.1\r\nX-Known: %s\r\nHost: x\r\n\r\n";
        ask("GET /now?at=1" + fields.formatted("one"));
        assertThat(ask("GET /now?at=22" + fields.formatted("two, or 3"))).isEqualTo("again 22 two, or 3");
        assertThat(ask("GET /now?at=3" + fields.formatted("one"))).isEqualTo("again 3 one");
        assertThat(ask(get("/now?at=3"))).as("without it").isEqualTo("/now?at=3");
        assertThat(taken).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /now?at=1&xy HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1&&x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now/?at=1&x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nHost: y\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nHost: x\r\nX-Known: 1\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nX: y\r\nHost: x\r\n\r\n"
            })
    void areNotKnownWhereAnythingElseIsAnother(String other) throws IOException {
        ask(get("/now?at=1&x"));
        assertThat(ask(other)).isEqualTo(other.substring(4, other.indexOf(" HTTP")));
        assertThat(taken).hasValue(2);
    }

    @Test
    void areNotKnownByAPlaceOfSeveralLines() throws IOException {
        ask(get("/now?at=1&x"));
        send("GET /now?at=1\r\nX:&x HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(head()).startsWith("HTTP/1.1 400");
    }

    @Test
    void areTheSameByteForByte() throws IOException {
        ask(get("/now"));
        assertThat(ask(get("/now/other"))).isEqualTo("/now/other");
        assertThat(ask("GET /now/other HTTP/1.1\r\nHost: y\r\n\r\n")).isEqualTo("/now/other");
    }

    @Test
    void areForgottenForWhatComesBetween() throws IOException {
        ask(get("/now"));
        assertThat(ask("GET /above HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo("nothing");
        assertThat(ask(get("/now"))).isEqualTo("/now");
        assertThat(ask(get("/now"))).isEqualTo("again");
    }

    @Test
    void areNotTheBodyOfAnotherRequest() throws IOException {
        ask(get("/now"));
        ask(get("/now"));
        send("POST /above HTTP/1.1\r\nHost: x\r\nContent-Length: " + get("/now").length() + "\r\n\r\n");
        nothingComes();
        assertThat(ask(get("/now"))).as("the body").isEqualTo(get("/now"));
    }

    @Test
    void areNotKnownWhenTheyCameInPieces() throws IOException {
        for (int i = 0; i < 3; i++) {
            send("GET /now HTTP/1.1\r\nX: ");
            nothingComes();
            assertThat(ask(get("/now"))).isEqualTo("/now");
        }
        assertThat(taken).hasValue(3);
    }

    @Test
    void areNotKnownWhenSeveralCameInOnePiece() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(get("/now/1") + get("/now/2"));
            assertThat(body()).isEqualTo("/now/1");
            assertThat(body()).isEqualTo("/now/2");
        }
        assertThat(taken).hasValue(6);
    }

    @Test
    void areNotKnownWhenTheyWereFollowedByABeginning() throws IOException {
        ask(get("/now") + "GET /now HTTP/1.1\r\n");
        assertThat(ask("Host: x\r\n\r\n")).isEqualTo("/now");
        assertThat(taken).hasValue(2);
    }

    @Test
    void areNotKnownWhenTheyAreWrittenInAnotherWay() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("GET /now HTTP/1.1\r\nHost:x\r\n\r\n")).isEqualTo("/now");
        }
        assertThat(taken).hasValue(3);
    }

    @Test
    void areNotIdle() throws IOException {
        ask(get("/now"));
        long end = System.nanoTime() + 3 * IDLE.toNanos();
        while (System.nanoTime() < end) {
            assertThat(ask(get("/now"))).isEqualTo("again");
        }
        assertThat(taken).hasValue(1);
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    /** So they are idle in the end; and until then no more of them are kept than one reading brings. */
    @Test
    void areNotReadWhileTheirAnswersAreNot() throws IOException, InterruptedException {
        ask(get("/now"));
        Thread flood = new Thread(this::flood);
        flood.start();
        await().until(() -> !opened.isWritable());
        AtomicLong most = new AtomicLong();
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> { // for it is not cut off at once
                            ChannelOutboundBuffer unsent = opened.unsafe().outboundBuffer();
                            most.accumulateAndGet(unsent == null ? 0 : unsent.totalPendingWriteBytes(), Math::max);
                            return !opened.isActive();
                        });
        assertThat(most).hasPositiveValue().hasValueLessThan(4 << 20);
        flood.join();
    }

    private void flood() {
        byte[] many = get("/now/" + "x".repeat(1_000)).repeat(100).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < 10_000; i++) {
                socket.getOutputStream().write(many);
            }
        } catch (IOException closed) {
            assertThat(opened.isActive()).isFalse();
        }
    }
}
