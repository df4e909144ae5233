package io.fourways.service.logs;

import java.util.Collection;

/** Logs that a service refuses to start with. The message says what is wrong, the remedy what to do. */
public final class UnusableLogsException extends RuntimeException {

    private final String remedy;

    private UnusableLogsException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    static UnusableLogsException onEmbeddedBroker() {
        return new UnusableLogsException(
                "fourways.logs names logs of their own, but the embedded broker has one log only.",
                "Point SPRING_RABBITMQ_HOST at a RabbitMQ, or leave fourways.logs out.");
    }

    /** Some are to be served that are not there. */
    public static UnusableLogsException unknown(Collection<String> asked, Collection<String> known) {
        return new UnusableLogsException(
                "fourways.gateway.logs names " + asked + ", but the logs are " + known + ".",
                "Name some of these, or add the missing to fourways.logs, in every service alike.");
    }

    String remedy() {
        return remedy;
    }
}
