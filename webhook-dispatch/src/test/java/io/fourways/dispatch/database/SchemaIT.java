package io.fourways.dispatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void hasTheDaysToComeOfWhatIsKeptByDay() {
        try (RunningDatabase database = RunningDatabase.on(TestDatabase.create())) {
            database.awaitReady();
            Long days = database.working()
                    .inTransaction(client -> client.sql("SELECT count(*) FROM pg_inherits i JOIN pg_class c"
                                    + " ON c.oid = i.inhparent WHERE c.relname IN ('message', 'delivery', 'attempt')"
                                    + " AND c.relkind = 'p'")
                            .map(row -> row.get(0, Long.class))
                            .one())
                    .block(PATIENCE);
            assertThat(days).isEqualTo(3 * 5);
        }
    }
}
