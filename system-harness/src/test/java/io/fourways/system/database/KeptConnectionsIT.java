package io.fourways.system.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KeptConnectionsIT {

    private static final String PROCESS = "SELECT pg_backend_pid()";

    private final TestDatabase database = TestDatabase.create();

    @Test
    void areUsedAgain() {
        String first = database.text(PROCESS);
        database.execute("CREATE TABLE t (n int)");
        assertThat(database.text(PROCESS)).isEqualTo(first);
        assertThat(database.another().text(PROCESS)).isNotEqualTo(first);
    }

    @Test
    void areAsIfTheyWereNew() {
        database.execute("SET lock_timeout = '7s'; CREATE TEMPORARY TABLE t (n int); LISTEN a");
        assertThat(database.text("SHOW lock_timeout")).isEqualTo("0");
        assertThat(database.count("SELECT count(*) FROM pg_class WHERE relname = 't'"))
                .isZero();
        assertThat(database.count("SELECT count(*) FROM pg_listening_channels()"))
                .isZero();
    }

    @Test
    void areOneCallersAtATime() {
        database.execute("CREATE TABLE t (n int)");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> database.execute(
                "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM t) LOOP PERFORM pg_sleep(0.01); END LOOP; END $$"));
        Awaitility.await()
                .until(() -> database.count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %'") == 1);
        database.execute("INSERT INTO t VALUES (1)");
        waiting.join();
        assertThat(database.count("SELECT count(*) FROM t")).isOne();
    }

    @Test
    void areNotUsedAgainOnceOneHasFailed() {
        String first = database.text(PROCESS);
        assertThatIllegalStateException().isThrownBy(() -> database.execute("nonsense"));
        assertThat(database.text(PROCESS)).isNotEqualTo(first);
    }

    @Test
    void areMadeAnewOnceTheirServerHasDied() {
        TestDatabase mortal = TestDatabase.mortal();
        mortal.execute("CREATE TABLE t AS SELECT 7 AS n");
        mortal.kill();
        mortal.restart();
        assertThat(mortal.count("SELECT n FROM t")).isEqualTo(7);
    }
}
