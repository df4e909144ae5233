package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivesCrashesIT {

    private static final String CHANNEL = "crashes.load";

    /** Twenty thousand in the campaign. */
    private static final int EVENTS = Integer.getInteger("fourways.campaign.crash-events", 3_000);

    /** So that what is killed comes back while the load goes on. */
    private static final int PER_SECOND = EVENTS / 30;

    @Test
    void everyWayEndsWithEveryAcceptedEventOnceInOrder() {
        try (RabbitNode node = RabbitNode.started();
                Installation installation = Installation.on(node.address(), 2)) {
            List<Reader> readers = readersOn(installation);
            try (SteadyLoad load = SteadyLoad.start(installation.publisher(), CHANNEL, EVENTS, PER_SECOND)) {
                load.awaitAccepted(EVENTS * 3 / 20);
                installation.gateway(0).kill9();

                load.awaitAccepted(EVENTS * 7 / 20);
                node.kill9();
                node.start();

                load.awaitAccepted(EVENTS * 12 / 20);
                installation.producer().kill9();
                installation.producer().restart();

                load.awaitAccepted(EVENTS);
                readers.forEach(reader -> holdsWhatWasAccepted(reader, load));
            }
            holdTheSameOrder(readers);
            readers.forEach(Reader::close);
        }
    }

    /** Per way one client that begins on the gateway to be killed, and one that begins on the other. */
    private static List<Reader> readersOn(Installation installation) {
        URI doomed = installation.gateways().get(0);
        URI other = installation.gateways().get(1);
        String start = Positions.now(doomed);
        List<Reader> readers = new ArrayList<>();
        for (Way way : Way.values()) {
            readers.add(Reader.start(way, List.of(doomed, other), Subscription.to(CHANNEL), new Journal(start)));
            readers.add(Reader.start(way, List.of(other, doomed), Subscription.to("crashes.*"), new Journal(start)));
        }
        return readers;
    }

    private static void holdsWhatWasAccepted(Reader reader, SteadyLoad load) {
        reader.journal().awaitSize(EVENTS, Duration.ofMinutes(1));
        assertThat(reader.journal().gaps()).as("gaps of %s", reader.way()).isEmpty();
        load.ledger().assertHeldBy(reader.journal(), reader.way());
    }

    private static void holdTheSameOrder(List<Reader> readers) {
        List<String> order = readers.get(0).journal().ids();
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.journal().ids()).isEqualTo(order));
    }
}
