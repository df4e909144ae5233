package io.fourways.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SoakPublisherIT {

    private static final String LOG = "log";

    private static RabbitNode mortal;

    @BeforeAll
    static void startBroker() {
        mortal = RabbitNode.started();
    }

    @AfterAll
    static void endBroker() {
        mortal.close();
    }

    @Test
    @Timeout(120)
    void goesOnOverABrokerThatIsKilledBeforeItConfirms() throws Exception {
        try (SoakPublisher publisher = new SoakPublisher(mortal.address()).start()) {
            declareLog(mortal.address());
            awaitMore(publisher);
            mortal.halt();
            awaitNoMore(publisher);
            mortal.kill9();
            mortal.start();
            declareLog(mortal.address()); // may not have been on disk yet
            awaitMore(publisher);
        }
    }

    @Test
    @Timeout(120)
    void takesWhatLeadsNowhereForUnpublished() throws Exception {
        BrokerAddress broker = mortal.newVirtualHost();
        try (SoakPublisher publisher = new SoakPublisher(broker).start()) {
            declareExchange(broker);
            awaitNoMore(publisher);
            assertThat(publisher.confirmed()).isZero();
            declareLog(broker);
            awaitMore(publisher);
        }
    }

    private static void declareLog(BrokerAddress broker) throws IOException, TimeoutException {
        declareExchange(broker);
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(LOG, true, false, false, Map.of());
            channel.queueBind(LOG, Topology.EXCHANGE, "#");
        }
    }

    private static void declareExchange(BrokerAddress broker) throws IOException, TimeoutException {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(Topology.EXCHANGE, "topic", true);
        }
    }

    private static void awaitMore(SoakPublisher publisher) throws InterruptedException {
        for (long had = publisher.confirmed(); publisher.confirmed() < had + 3; ) {
            publisher.assertGoesOn();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** When nothing has been confirmed for ten times as long as is between two events, one is being waited for. */
    private static void awaitNoMore(SoakPublisher publisher) {
        long had;
        do {
            had = publisher.confirmed();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        } while (publisher.confirmed() > had);
    }
}
