package io.fourways.service.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A pool whose connections are waited for so long and no longer, however many attempts are made meanwhile. */
final class PatientPool extends ConnectionPool {

    /** By this name Reactor finds what is to be done with what comes after all, when nobody waits for it any more. */
    private static final String LATE = "reactor.onNextDropped.local";

    private final Duration longest;

    PatientPool(ConnectionPoolConfiguration configuration, Duration longest) {
        super(configuration);
        this.longest = longest;
    }

    @Override
    public Mono<Connection> create() {
        return super.create()
                .timeout(longest)
                .contextWrite(context -> context.put(LATE, (Consumer<Object>) PatientPool::giveBack))
                .onErrorMap(TimeoutException.class, late -> new R2dbcTimeoutException("No connection in time", late));
    }

    private static void giveBack(Object late) {
        if (late instanceof Connection connection) {
            Mono.from(connection.close()).onErrorComplete().subscribe();
        }
    }
}
