package io.fourways.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTests {

    @Test
    void namesMetricsAndNothingElse() {
        assertThat(metrics("sum by (le, way) (rate(a_bucket{way=~\"sse|poll\", x!=\"b{\"}[5m])) > bool 0.5 * 2"))
                .containsExactly("a_bucket");
        assertThat(metrics("a / on (job) group_left (version) b or vector(0) unless time() - c offset 5m > 1e9"))
                .containsExactly("a", "b", "c");
        assertThat(metrics("max by (log) (a) - on (log) group_right b")).containsExactly("a", "b");
        assertThat(metrics("job:a_refused:ratio_rate5m > 14.4 * 0.01")).containsExactly("job:a_refused:ratio_rate5m");
        assertThat(metrics("histogram_quantile(0.99, sum without(pod)(rate(a_seconds_bucket[$__rate_interval])))"))
                .containsExactly("a_seconds_bucket");
    }

    private static Iterable<String> metrics(String expression) {
        return new Expression(expression).metrics();
    }
}
