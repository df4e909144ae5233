package io.fourways.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchesTests {

    @Test
    void areReadFromTheServicesMetrics() {
        Batches batches = Batches.parse("""
                # TYPE fourways_ingest_inbox_batch histogram
                fourways_ingest_inbox_batch_bucket{application="webhook-ingest",le="1.0"} 3
                fourways_ingest_inbox_batch_count{application="webhook-ingest"} 12
                fourways_ingest_inbox_batch_sum{application="webhook-ingest"} 345.0
                """);

        assertThat(batches).isEqualTo(new Batches(12, 345));
    }

    @Test
    void averageOverTheTimeBetweenTwoReadings() {
        assertThat(new Batches(14, 385).averageSince(new Batches(12, 345))).isEqualTo(20);
    }

    @Test
    void thatAreNotThereAreNotTakenForNone() {
        assertThatThrownBy(() -> Batches.parse("other 1")).isInstanceOf(IllegalStateException.class);
    }
}
