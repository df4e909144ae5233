package io.fourways.standalone;

import org.springframework.core.env.Environment;

/** What somebody should know who has just started standalone: where things are, and what the embedded parts cost. */
public final class StartNotice {

    private final Standalone standalone;

    /** A notice on services that are started. */
    public StartNotice(Standalone standalone) {
        this.standalone = standalone;
    }

    @Override
    public String toString() {
        return """
                Fourways runs in one process.

                  publish  POST %s/v1/events   (event-producer)
                  read     GET  %s/v1/events   (delivery-gateway)
                  broker   %s
                  access   %s
                """.formatted(
                        standalone.address(Service.PRODUCER),
                        standalone.address(Service.GATEWAY),
                        standalone.embedsBroker() ? EMBEDDED : "RabbitMQ at " + rabbit(),
                        access());
    }

    private static final String EMBEDDED = """
            embedded (Apache Qpid Broker-J, in memory). What that costs:
                       - events end with the process; after a restart an old cursor gets a gap
                       - one process only: no second gateway can read this log
                       - no dead letters, time-to-live or length limits on its queues
                       For a log that lasts: SPRING_RABBITMQ_HOST=<host> (also _PORT, _USERNAME, _PASSWORD, _VIRTUAL_HOST)""";

    private String access() {
        String mode = gateway().getProperty("fourways.security.mode", "jwt");
        return mode.equals("open")
                ? "open: no token is asked for (FOURWAYS_SECURITY_MODE=jwt asks for one)"
                : mode + ": a token is asked for";
    }

    private String rabbit() {
        String addresses = gateway().getProperty("spring.rabbitmq.addresses");
        return addresses != null
                ? addresses.replaceAll("[^,/@]*@", "")
                : gateway().getProperty("spring.rabbitmq.host", "localhost") + ":"
                        + gateway().getProperty("spring.rabbitmq.port", "5672");
    }

    private Environment gateway() {
        return standalone.environment(Service.GATEWAY);
    }
}
