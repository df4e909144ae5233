package io.fourways.gateway.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that are known again by their bytes, while they are owed their answer. */
class RepeatedTurnsTests extends RepeatedRequests {

    @Test
    void waitAndWhatComesMeanwhileWaitsToo() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send("HEAD /above HTTP/1.1\r\nHost: x\r\n\r\nGET /now?at=3 HTTP/1.1\r\n");
        nothingComes();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(head()).containsIgnoringCase("content-length: 7");
        assertThat(ask("Host: x\r\n\r\n")).isEqualTo("/now?at=3");
    }

    /** By TLS many may be read at once. */
    @Test
    void waitHoweverManyPiecesComeMeanwhile() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        int pieces = 5_000;
        opened.eventLoop().execute(() -> IntStream.range(0, pieces).forEach(number -> comes(get("/now?at=" + number))));

        later(turn -> answer(turn, "at last"));

        assertThat(body()).isEqualTo("at last");
        for (int i = 0; i < pieces; i++) {
            assertThat(body()).isIn("again " + i, "/now?at=" + i);
        }
    }

    @Test
    void areFollowedByWhatCameMeanwhileOneByOne() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        opened.eventLoop().execute(() -> {
            comes(get("/now/1") + get("/now/2"));
            comes("POST /above HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nfo");
            comes("ur");
        });

        later(turn -> answer(turn, "at last"));

        assertThat(body()).isEqualTo("at last");
        assertThat(body()).isEqualTo("/now/1");
        assertThat(body()).isEqualTo("/now/2");
        assertThat(body()).isEqualTo("four");
    }

    private void comes(String text) {
        opened.pipeline().fireChannelRead(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /** Reactor Netty lets a connection read by itself when it has had a request of it. */
    @Test
    void areNotReadByAnyoneWhileOneIsOwed() throws IOException, InterruptedException {
        ask("GET /above HTTP/1.1\r\nHost: x\r\n\r\n");
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        Flood.of(socket, get("/now?at=1").repeat(1_000).getBytes(StandardCharsets.US_ASCII))
                .assertIsNotRead();
    }

    @Test
    void endTheirConnectionWhereOneOfThemGoesWrongBehindAnother() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send(get("/failing"));
        nothingComes();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    @Test
    void arePassedOnAfterAll() throws IOException {
        for (int i = 0; i < 3; i++) {
            ask(get("/now?at=1"));
            send(get("/now?at=later"));
            await().until(() -> !waiting.isEmpty());
            send("HEAD /above HTTP/1.1\r\nHost: x\r\n\r\n" + get("/now?at=2"));
            nothingComes();
            later(Turn::passOn);
            assertThat(body()).as("of WebFlux").isEqualTo("nothing");
            assertThat(head()).containsIgnoringCase("content-length: 7");
            assertThat(body()).isEqualTo("/now?at=2");
        }
    }

    @Test
    void arePassedOnAtOnce() throws IOException {
        ask(get("/now?at=1"));
        assertThat(ask(get("/now?at=never"))).isEqualTo("nothing");
        assertThat(ask(get("/now?at=2"))).isEqualTo("/now?at=2");
        assertThat(ask(get("/now?at=never"))).isEqualTo("nothing");
    }

    @Test
    void areToldWhenTheirClientGoes() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send(get("/now?at=2"));
        nothingComes();
        socket.close();
        await().until(() -> !opened.isActive());
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    @Test
    void areNotIdleWhileTheyWaitButAfterwards() throws IOException {
        ask(get("/now?at=1"));
        for (int i = 0; i < 2; i++) {
            send(get("/now?at=later"));
            later(this::waited);
            assertThat(body()).isEqualTo("waited");
            nothingComes(); // so it is counted from the answer
        }
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    private void waited(Turn turn) {
        var unused = turn.channel()
                .eventLoop()
                .schedule(() -> answer(turn, "waited"), 3 * IDLE.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    @Test
    void areAnsweredByAServerThatStops() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        var unused = opened.pipeline().close();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }
}
