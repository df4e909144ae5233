package io.fourways.system;

import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchesWaysIT {

    private static final int EVENTS = 4_000;
    private static final int PER_STAGE = 350;

    private final Installation installation = Installation.shared();

    @Test
    void oneCursorServesAllWaysOnAllGateways() {
        Journal journal = new Journal(Positions.now(installation.gateway()));
        try (SteadyLoad load = SteadyLoad.start(installation.publisher(), "switches.load", EVENTS, 500)) {
            for (URI gateway : installation.gateways()) {
                for (Way way : Way.values()) {
                    readSome(way, gateway, journal);
                }
            }
            load.awaitAccepted(EVENTS);
            readTheRest(journal);
            load.ledger().assertHeldBy(journal, "the switching client");
        }
    }

    private static void readSome(Way way, URI gateway, Journal journal) {
        Reader reader = Reader.start(way, List.of(gateway), Subscription.to("switches.**"), journal);
        journal.awaitSize(journal.size() + PER_STAGE);
        reader.close();
    }

    private void readTheRest(Journal journal) {
        Reader reader = Reader.start(Way.SSE, installation.gateways(), Subscription.to("switches.load"), journal);
        journal.awaitSize(EVENTS);
        reader.close();
    }
}
