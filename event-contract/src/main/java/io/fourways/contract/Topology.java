package io.fourways.contract;

/**
 * The names of what the services share on the broker: one topic exchange, which feeds the log and the webhook work.
 * The routing key of a message is its event's channel; its body is the event in {@link EventJson wire form}.
 */
public final class Topology {

    /** The topic exchange every event is published to. Durable. */
    public static final String EXCHANGE = "fourways.events";

    /** The stream that keeps every event, bound with {@code #}: the log. Where there are several, the default one. */
    public static final String LOG = "fourways.log";

    /** Where there are several logs, the topic exchange, fed by the other, that has an event go to the one it belongs to. */
    public static final String LOGS = "fourways.logs";

    /** Where it leaves what belongs to none of them: a fanout exchange, which feeds the default log. */
    public static final String OTHERS = "fourways.logs.others";

    /** The quorum queue of webhook work, bound to the channel patterns that somebody subscribed. */
    public static final String WEBHOOKS = "fourways.webhooks";

    /** The exchange and queue that a message goes to when it cannot be worked on. */
    public static final String DEAD_LETTERS = "fourways.dead-letters";

    /** The content type of every message: a CloudEvent in the JSON format. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    /** The header with the time of publishing, in milliseconds since 1970; what others publish may lack it. */
    public static final String PUBLISHED = "published";

    private Topology() {}

    /** The stream of a log, by the name it has among {@link Logs}. */
    public static String log(String name) {
        return name.equals(Logs.DEFAULT) ? LOG : LOG + "." + name;
    }
}
