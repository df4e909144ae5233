package io.fourways.system.broker;

/** A RabbitMQ with streams that services under test can use. */
public interface Broker {

    /** Where it listens, and how to log in. */
    BrokerAddress address();
}
