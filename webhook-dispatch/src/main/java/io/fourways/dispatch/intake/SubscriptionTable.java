package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What apps have subscribed to, in statements. Each belongs to the transaction of the client given. */
final class SubscriptionTable {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionTable.class);

    private static final String VERSION = "SELECT version FROM subscription_version";

    private static final String ALL = "SELECT id, channels FROM app WHERE channels <> '{}'";

    private SubscriptionTable() {}

    /** Those there are now: the ones that are known, if nothing has changed since. */
    static Mono<Subscriptions> current(DatabaseClient client, Subscriptions known) {
        return version(client)
                .flatMap(version -> version == known.version() ? Mono.just(known) : read(client, version));
    }

    /** One more with each change. */
    static Mono<Long> version(DatabaseClient client) {
        return client.sql(VERSION)
                .map(row -> requireNonNull(row.get(0, Long.class)))
                .one();
    }

    /** What is read is at least as new as the version, so the next look reads it again if it is newer. */
    private static Mono<Subscriptions> read(DatabaseClient client, long version) {
        return client.sql(ALL)
                .map(SubscriptionTable::subscriptions)
                .all()
                .flatMapIterable(each -> each)
                .collectList()
                .map(all -> new Subscriptions(version, all));
    }

    private static List<Subscription> subscriptions(Readable row) {
        String app = requireNonNull(row.get(0, String.class));
        return Arrays.stream(requireNonNull(row.get(1, String[].class)))
                .flatMap(pattern -> subscription(app, pattern))
                .toList();
    }

    /** One that is none, by whatever way it came there, keeps nobody else from theirs. */
    private static Stream<Subscription> subscription(String app, String pattern) {
        try {
            return Stream.of(new Subscription(app, NamePattern.ofChannels(pattern)));
        } catch (InvalidEventException invalid) {
            log.error("App {} subscribes to what is no pattern: {}", app, invalid.getMessage());
            return Stream.empty();
        }
    }
}
