package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Grants;
import io.fourways.service.access.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may have polls answered beneath WebFlux, and for how long. */
class PreparedAccessTests {

    private final GatewayServer gateway = new GatewayServer(1).following();
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
    void areNotAskedAgainWhoTheyAre() throws IOException {
        prepare(poll(""));
        wire.ask(poll(""));
        assertThat(gateway.verified()).isEqualTo(1);
    }

    @Test
    void areAskedAgainWhenItNoLongerCounts() throws IOException {
        gateway.holds = Duration.ofMillis(300);
        prepare(poll(""));
        await().until(() -> wire.ask(poll("")).startsWith("HTTP/1.1 200") && gateway.verified() == 2);
    }

    @Test
    void areAskedAgainThoughTheyComeWordForWord() throws IOException {
        gateway.holds = Duration.ofMillis(300);
        Wire.Poll inVain = new Wire.Poll("channel=a", gateway.window.newest().toString());
        prepare(inVain);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> wire.ask(inVain).startsWith("HTTP/1.1 304") && gateway.verified() == 2);
        assertThat(gateway.prepared()).as("past the codec").isLessThan(10);
    }

    @Test
    void areAskedAgainWhenTheirTokenHasExpired() throws IOException {
        gateway.caller = new Caller("one", Grants.ALL, Instant.now().plusSeconds(1));
        prepare(poll(""));
        await().until(() -> wire.ask(poll("")).startsWith("HTTP/1.1 200") && gateway.verified() > 1);
    }

    @Test
    void areAskedWhoTheyAreWithAnotherToken() throws IOException {
        prepare(poll("Authorization: Bearer one\r\n"));
        wire.ask(poll("Authorization: Bearer two\r\n"));
        assertThat(gateway.verified()).isEqualTo(2);
        assertThat(gateway.prepared()).isEqualTo(1);
    }

    @Test
    void areSoByEveryConnection() throws IOException {
        prepare(poll(""));
        try (Wire other = new Wire(gateway.port())) {
            assertThat(other.ask(poll(""))).startsWith("HTTP/1.1 200");
            await().until(() -> gateway.prepared() == 2);
        }
        assertThat(gateway.verified()).isEqualTo(1);
    }

    @Test
    void takeThePlacesOfConnectionsWhileTheyWait() throws IOException {
        Wire.Poll waiting = new Wire.Poll("channel=a&wait=20&after=" + gateway.window.newest(), "");
        Wire.Poll brief = new Wire.Poll("channel=a&wait=1&after=" + gateway.window.newest(), "");
        wire.ask(brief);
        wire.ask(brief);
        await().until(() -> gateway.prepared() == 1);
        try (Wire other = new Wire(gateway.port())) {
            wire.send(waiting);
            await().until(() -> gateway.readers() == 1);
            assertThat(other.ask(brief))
                    .as("by WebFlux")
                    .startsWith("HTTP/1.1 429")
                    .contains("problem+json");
            wire.close();
            await().until(() -> other.ask(brief).startsWith("HTTP/1.1 200"));
        }
    }

    private Wire.Poll poll(String fields) {
        return new Wire.Poll("channel=a&after=" + gateway.window.newest(), "", fields);
    }

    /** Has a poll answered by WebFlux, and one beneath it. */
    private void prepare(Wire.Poll poll) throws IOException {
        wire.ask(poll);
        wire.ask(poll);
        await().until(() -> gateway.prepared() == 1);
    }
}
