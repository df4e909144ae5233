package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.gateway.access.Admission.Limit;
import io.fourways.gateway.access.Admission.Refused;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

class RefusalMetricsTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RefusalMetrics refusals = new RefusalMetrics(registry);

    @ParameterizedTest
    @CsvSource({"ALL, connections", "SUBJECT, connections-per-subject", "ADDRESS, connections-per-address"})
    void saysWhichLimitIsReached(Limit limit, String cause) {
        refusals.request(new Refused(limit).problem());
        assertThat(requests(cause)).isEqualTo(1);
    }

    @Test
    void saysThatTooManyHaveComeAtATime() {
        ConnectRate rate = new ConnectRate(1, 1, () -> 0);
        rate.admit();
        assertThatThrownBy(rate::admit).isInstanceOfSatisfying(ProblemException.class, refusals::request);
        assertThat(requests("connect-rate")).isEqualTo(1);
    }

    @Test
    void saysWhatTheProblemIs() {
        refusals.request(Unauthenticated.missing());
        refusals.request(new LogUnavailableException("of the test"));
        refusals.request(new IllegalStateException("of the test"));
        assertThat(requests("unauthenticated")).isEqualTo(1);
        assertThat(requests("log-unavailable")).isEqualTo(1);
        assertThat(requests("internal-error")).isEqualTo(1);
    }

    @Test
    void makesNoTagOfWhatItDoesNotKnow() {
        int before = registry.getMeters().size();
        refusals.request(new ProblemException(HttpStatus.BAD_REQUEST, "made-up", "Made up", "by the test"));
        refusals.frame(new ProblemException(HttpStatus.BAD_REQUEST, "made-up", "Made up", "by the test")
                .with("limit", "made-up"));
        assertThat(requests("other")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void doesNotTakeAnAnswerForARefusal() {
        refusals.request(new ProblemException(HttpStatus.GONE, "cursor-gone", "Cursor gone", "by the test"));
        assertThat(registry.getMeters().stream().map(Meter::getId))
                .allMatch(id ->
                        registry.get(id.getName()).tags(id.getTags()).counter().count() == 0);
    }

    private double requests(String cause) {
        return registry.get("fourways.gateway.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
