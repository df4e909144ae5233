package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.message.api.SomeApp;
import io.fourways.service.database.Database;
import io.r2dbc.pool.ConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BusyIT {

    private static final int WORKING = 12;
    private static final RunningApi API = RunningApi.shared();

    @Test
    void servesWhileAllConnectionsOfThoseWhoWorkAreTaken() {
        SomeApp app = SomeApp.called("busy");
        String endpoint = app.endpoint("ep");
        ConnectionPool pool = API.get("workingConnections", ConnectionPool.class);
        Sinks.Empty<Void> end = Sinks.empty();
        Disposable held = hold(end.asMono()).subscribe();
        try {
            await().atMost(RunningApi.PATIENCE)
                    .until(() -> pool.getMetrics().orElseThrow().acquiredSize() == WORKING);
            String path = "/api/v1/app/" + app.id();
            assertThat(API.call(HttpMethod.POST, path + "/msg", "{\"eventType\":\"a\",\"payload\":{}}")
                            .status())
                    .isEqualTo(202);
            assertThat(API.call(HttpMethod.GET, path + "/msg", null).status()).isEqualTo(200);
            assertThat(API.call(HttpMethod.GET, path + "/endpoint/" + endpoint + "/jwks", null, null)
                            .status())
                    .isEqualTo(200);
            assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isEqualTo(WORKING);
        } finally {
            end.tryEmitEmpty();
            held.dispose();
        }
    }

    /** Each as soon as it can be had, for others take them too. */
    private static Flux<Void> hold(Mono<Void> end) {
        Mono<Void> one = API.get("working", Database.class)
                .inTransaction(
                        RunningApi.PATIENCE,
                        client -> client.sql("SELECT 1").map(row -> 1).one().then(end))
                .retry();
        return Flux.range(0, WORKING).flatMap(i -> one, WORKING);
    }
}
