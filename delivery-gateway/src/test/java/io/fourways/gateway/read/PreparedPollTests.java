package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import io.fourways.service.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** The same polls answered by WebFlux and beneath it. */
class PreparedPollTests {

    private final GatewayServer gateway = new GatewayServer().following();
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        wire = new Wire(gateway.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        gateway.close();
    }

    @Test
    void areAnsweredLikeThoseOfWebFluxByteForByte() throws IOException {
        String start = newest();
        gateway.log.append(Events.of("1", "a", "t", "{\"n\":1.50}"));
        String first = newest();
        gateway.log.append(Events.of("2", "b", "t", "{}"));
        gateway.log.append(Events.of("3", "a", "u", "{}"));
        String last = newest();
        gateway.log.append(Events.of("4", "b", "t", "{}"));
        String end = newest();
        List<Wire.Poll> polls = List.of(
                new Wire.Poll("channel=a&after=" + end, ""),
                new Wire.Poll("channel=a&after=" + start, ""),
                new Wire.Poll("channel=a&after=" + start + "&limit=1", ""),
                new Wire.Poll("channel=*&type=t&after=" + first, ""),
                new Wire.Poll("channel=a&after=" + start, start),
                new Wire.Poll("channel=a&after=" + start, first),
                new Wire.Poll("channel=a&after=" + start, last),
                new Wire.Poll("channel=a&after=" + last, start),
                new Wire.Poll("channel=a&after=" + end, end),
                new Wire.Poll("channel=a&after=" + end, start),
                new Wire.Poll("channel=a", first),
                new Wire.Poll("channel=a", last),
                new Wire.Poll("channel=a", end),
                new Wire.Poll("channel=a&limit=1", start),
                new Wire.Poll("channel=a&wait=1&after=" + start, ""),
                new Wire.Poll("channel=a&wait=1&after=" + last, ""),
                new Wire.Poll("channel=a&wait=1&after=" + last, last),
                new Wire.Poll("channel=a&wait=1&after=" + start, end),
                new Wire.Poll("channel=a&wait=1&after=" + start, first));
        for (Wire.Poll poll : polls) {
            wire.close();
            connect();
            gateway.prepares = false;
            int already = gateway.prepared();
            String above = ask(poll);
            assertThat(gateway.prepared()).as("above %s", poll).isEqualTo(already);
            gateway.prepares = true;
            assertThat(ask(poll)).as("first of %s", poll).isEqualTo(above);
            // a pattern's advice when to ask again is found out beside the first answer
            await().untilAsserted(() -> {
                int asked = gateway.verified();
                assertThat(ask(poll)).as("again %s", poll).isEqualTo(above);
                assertThat(gateway.verified()).as("beneath %s", poll).isEqualTo(asked);
            });
            int decoded = gateway.prepared();
            assertThat(decoded).as("behind the codec %s", poll).isGreaterThan(already);
            assertThat(ask(poll)).as("past the codec %s", poll).isEqualTo(above);
            assertThat(gateway.prepared()).as("past the codec %s", poll).isEqualTo(decoded);
        }
    }

    /** The answer without its advice when to ask again and its date, which the passing of time changes. */
    private String ask(Wire.Poll poll) throws IOException {
        String answer = wire.ask(poll);
        assertThat(answer).containsOnlyOnce("\r\nDate: ");
        return answer.replaceFirst("Poll-After: \\d+", "Poll-After: so many").replaceFirst("Date: .*", "Date: now");
    }

    @Test
    void sayWhenTheyWereMadeNotWhenTheirLikeWas() throws IOException {
        String start = newest();
        gateway.log.append(Events.on("a"));
        for (Wire.Poll poll : List.of(
                new Wire.Poll("channel=a&after=" + newest(), newest()),
                new Wire.Poll("channel=a&after=" + start, ""))) {
            wire.ask(poll);
            int asked = gateway.verified();
            String first = date(wire.ask(poll));
            await().untilAsserted(() -> assertThat(date(wire.ask(poll))).isNotEqualTo(first));
            assertThat(gateway.verified()).as("beneath WebFlux").isEqualTo(asked);
        }
    }

    private static String date(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("Date: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void areAnsweredByTheirBytesWhetherThereIsSomethingOrNot() throws IOException {
        gateway.log.append(Events.on("a"));
        gateway.log.append(Events.on("b"));
        Wire.Poll poll = new Wire.Poll("channel=a", newest());
        String above = ask(poll);
        assertThat(ask(poll)).isEqualTo(above).startsWith("HTTP/1.1 304");
        await().until(() -> gateway.prepared() == 1);

        assertThat(ask(poll)).isEqualTo(above);
        gateway.log.append(Events.on("b"));
        String later = newest();
        assertThat(ask(poll)).startsWith("HTTP/1.1 304").contains("ETag: \"" + later + "\"");
        assertThat(gateway.prepared()).as("past the codec").isEqualTo(1);

        gateway.log.append(Events.of("new", "a", "t", "{}"));
        assertThat(ask(poll)).startsWith("HTTP/1.1 200").contains("\"new\"");
        assertThat(gateway.prepared()).isEqualTo(1);
    }

    @Test
    void areRefusedByWebFluxAsSoonAsTheGatewayGoesAway() throws IOException {
        Wire.Poll poll = new Wire.Poll("channel=a&after=" + newest(), "");
        wire.ask(poll);
        wire.ask(poll);
        await().until(() -> gateway.prepared() == 1);
        refuse();
        assertThat(wire.ask(poll)).startsWith("HTTP/1.1 503");
    }

    private void refuse() {
        gateway.refuse = () -> {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "draining", "Going away", "gone");
        };
    }

    @Test
    void areAnsweredAtOnceAndForTheLastTimeWhenTheGatewayGoesAway() throws IOException {
        Wire.Poll waiting = new Wire.Poll("channel=b&wait=20&after=" + newest(), "");
        gateway.log.append(Events.on("b"));
        wire.ask(waiting);
        wire.send(new Wire.Poll("channel=b&wait=20&after=" + newest(), ""));
        await().until(() -> gateway.readers() == 1 && gateway.prepared() == 1);
        refuse();
        gateway.goAway();
        assertThat(wire.answer()).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nConnection: close\r\n");
        assertThatThrownBy(wire::answer).isInstanceOf(EOFException.class);
    }

    @Test
    void areToldForTheLastTimeThatThereIsNothingWhenTheGatewayGoesAway() throws IOException {
        Wire.Poll before = new Wire.Poll("channel=b&wait=20&after=" + newest(), "");
        gateway.log.append(Events.on("b"));
        wire.ask(before);
        wire.send(new Wire.Poll("channel=b&wait=20&after=" + newest(), newest()));
        await().until(() -> gateway.readers() == 1 && gateway.prepared() == 1);
        refuse();
        gateway.goAway();
        assertThat(wire.answer())
                .startsWith("HTTP/1.1 304 Not Modified\r\n")
                .containsOnlyOnce("Connection: close\r\n")
                .endsWith("\r\nConnection: close\r\n\r\n");
        assertThatThrownBy(wire::answer).isInstanceOf(EOFException.class);
    }

    @Test
    void keepTheirOrderWhenTheyAreSentWithoutWaitingForAnswers() throws IOException {
        String after = newest();
        Wire.Poll late = new Wire.Poll("channel=a&wait=1&after=" + after, "");
        Wire.Poll soon = new Wire.Poll("channel=b&after=" + after, after);
        wire.ask(late);
        wire.ask(soon);
        wire.send(late);
        wire.send(soon);
        wire.send(new Wire.Poll("channel=c&last=1", ""));
        assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("Preference-Applied");
        assertThat(wire.answer()).startsWith("HTTP/1.1 304").contains("channel=b");
        assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("channel=c");
    }

    /** What has lapsed is found out once, not by each of the many that wait for the same event. */
    @Test
    void countAgainAsSoonAsOneOfThemIsAdmittedThoughItWaits() throws IOException {
        gateway.holds = Duration.ofNanos(1);
        String start = newest();
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        wire.ask(waiting(start));
        gateway.holds = Duration.ofSeconds(30);
        try (Wire other = new Wire(gateway.port())) {
            wire.send(waiting(newest()));
            await().until(() -> gateway.readers() == 1);
            other.send(waiting(newest()));
            await().until(() -> gateway.readers() == 2);
            assertThat(gateway.verified()).isEqualTo(2);

            gateway.log.append(Events.of("2", "a", "t", "{}"));
            assertThat(wire.answer()).contains("\"id\":\"2\"");
            assertThat(other.answer()).contains("\"id\":\"2\"");
        }
    }

    @Test
    void areAdmittedAtOnceWhenOneOfTheirTextIsThoughItWaits() throws IOException {
        wire.ask(new Wire.Poll("channel=b&after=" + newest(), ""));
        wire.send(waiting(newest()));
        await().until(() -> gateway.readers() == 1);
        try (Wire other = new Wire(gateway.port())) {
            other.send(waiting(newest()));
            await().until(() -> gateway.readers() == 2);
            assertThat(gateway.verified()).isEqualTo(2);

            gateway.log.append(Events.of("1", "a", "t", "{}"));
            assertThat(other.answer()).isEqualTo(wire.answer()).contains("\"id\":\"1\"");
        }
    }

    @Test
    void sayNothingThatWasMeantForAPageOfAnotherOrigin() throws IOException {
        wire.ask(new Wire.Poll("channel=b&after=" + newest(), ""));
        wire.ask(new Wire.Poll("channel=b&after=" + newest(), "", "Origin: https://app.example\r\n"));
        wire.send(waiting(newest()));
        await().until(() -> gateway.readers() == 1);
        try (Wire other = new Wire(gateway.port())) {
            other.send(waiting(newest()));
            await().until(() -> gateway.readers() == 2);

            gateway.log.append(Events.of("1", "a", "t", "{}"));
            assertThat(other.answer()).isEqualTo(wire.answer()).doesNotContain("Access-Control");
        }
    }

    private static Wire.Poll waiting(String after) {
        return new Wire.Poll("channel=a&wait=20&after=" + after, "");
    }

    @Test
    void getWhatComesWhileTheyWait() throws IOException {
        Wire.Poll poll = new Wire.Poll("channel=a&wait=20&after=" + newest(), "");
        gateway.log.append(Events.of("0", "a", "t", "{}"));
        wire.ask(poll);
        Wire.Poll next = new Wire.Poll("channel=a&wait=20&after=" + newest(), "");
        wire.send(next);
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.of("1", "b", "t", "{}"));
        gateway.log.append(Events.of("2", "a", "t", "{}"));
        assertThat(wire.answer()).contains("\"id\":\"2\"").doesNotContain("\"id\":\"1\"");
        await().until(() -> gateway.prepared() == 1);
        wire.send(new Wire.Poll("channel=a&wait=20&after=" + newest(), ""));
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.of("3", "a", "t", "{}"));
        assertThat(wire.answer()).as("past the codec").contains("\"id\":\"3\"").doesNotContain("\"id\":\"2\"");
        assertThat(gateway.prepared()).isEqualTo(1);
        wire.send(new Wire.Poll("channel=a&wait=20&after=" + newest(), ""));
        await().until(() -> gateway.readers() == 1);
        wire.close();
        await().until(() -> gateway.readers() == 0);
    }

    private String newest() {
        return String.valueOf(gateway.window.newest());
    }
}
