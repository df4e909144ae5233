package io.fourways.standalone;

import io.fourways.standalone.database.DataFolder;
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
                  webhooks POST %s/webhooks/{source}   (webhook-ingest)
                  endpoints     %s/api/v1/app   (webhook-dispatch)
                                may be on this machine, and by plain http: on a network that would not do
                                (fourways.dispatch.egress.allow, .http and .ports)
                  broker   %s
                  database %s
                  access   %s
                """.formatted(
                        standalone.address(Service.PRODUCER),
                        standalone.address(Service.GATEWAY),
                        standalone.address(Service.INGEST),
                        standalone.address(Service.DISPATCH),
                        standalone.embedsBroker() ? EMBEDDED : "RabbitMQ at " + rabbit(),
                        database(),
                        access());
    }

    private static final String EMBEDDED = """
            embedded (Apache Qpid Broker-J, in memory). What that costs:
                       - events end with the process; after a restart an old cursor gets a gap
                       - one process only: no second gateway can read this log
                       - no dead letters, time-to-live or length limits on its queues
                       For a log that lasts: SPRING_RABBITMQ_HOST=<host> (also _PORT, _USERNAME, _PASSWORD, _VIRTUAL_HOST)""";

    private String database() {
        DataFolder data = standalone.data();
        if (data == null) {
            return "PostgreSQL, as FOURWAYS_INGEST_DATABASE_URL and FOURWAYS_DISPATCH_DATABASE_URL name it";
        }
        return data.isKept()
                ? "embedded PostgreSQL in " + data.path() + ": webhooks that came in or are to go out stay there"
                        + (KeptKey.isIn(data.path()) ? KEPT_KEY : "")
                : EMBEDDED_DATABASE;
    }

    private static final String KEPT_KEY = """

                       with the keys of endpoints' and sources' secrets, which whoever reads the folder can open
                       To keep them elsewhere: FOURWAYS_DISPATCH_SECRETS_KEY=<32 random bytes in base64>
                       and FOURWAYS_INGEST_SECRETS_KEY=<32 others>""";

    private static final String EMBEDDED_DATABASE = """
            embedded PostgreSQL, in a temporary folder. What that costs:
                       - webhooks that came in or are to go out end with the process, as the log does; so do endpoints
                       To keep them: FOURWAYS_STANDALONE_DATA=<folder>, or FOURWAYS_INGEST_DATABASE_URL=postgresql://…
                       and FOURWAYS_DISPATCH_DATABASE_URL=…""";

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
