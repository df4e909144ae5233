package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedTests {

    private final Started started = Started.stoppedLastFirst();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void stopsTheLastFirstAndOnlyOnce() {
        started.add(part("broker"));
        started.add(part("producer"));
        started.close();
        started.close();
        assertThat(stopped).containsExactly("producer", "broker");
    }

    @Test
    void stopsTheFirstFirstWhereItFeedsTheNext() {
        Started services = started.add(Started.stoppedFirstFirst());
        services.add(part("producer"));
        services.add(part("gateway"));
        started.close();
        assertThat(stopped).containsExactly("producer", "gateway");
    }

    @Test
    void stopsTheOthersWhenOneFails() {
        started.add(part("broker"));
        started.add(() -> {
            throw new IllegalStateException("stuck");
        });
        assertThatThrownBy(started::close).hasRootCauseMessage("stuck");
        assertThat(stopped).containsExactly("broker");
    }

    @Test
    void stopsAtOnceWhatComesTooLate() {
        started.close();
        assertThatThrownBy(() -> started.add(part("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(stopped).containsExactly("late");
    }

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }
}
