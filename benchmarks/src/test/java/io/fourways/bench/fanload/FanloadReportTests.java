package io.fourways.bench.fanload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanloadReportTests {

    private static final String WHOLE = """
            {"label":"","mode":"ws","n":2,"connected":2,"reconnects":0,"published":3,"refused":0,"expected":6,\
            "delivered":6,"lost":0,"dup":0,"out_of_order":0,"measured_s":1.500,"measured":4,\
            "lat_ms":{"p50":1.250,"p90":2.000,"p99":3.500},"pub_ms":{"p50":0.500,"p99":0.750,"max":1.0},\
            "responses_measured":4,"http_errors":0,"protocol_errors":0,"client_cpu_s":0.020,"server_cpu_s":0.30,\
            "broker_cpu_s":0.10,"rss_per_conn_bytes":8192}""";

    @Test
    void isReadFromTheLastLine() {
        FanloadReport report = FanloadReport.parse("fanload: something to complain of\n" + WHOLE + "\n");

        assertThat(report.isWhole()).isTrue();
        assertThat(report.measured()).isEqualTo(4);
        assertThat(report.time()).isEqualTo(Duration.ofMillis(1500));
        assertThat(report.latMs().percentile(50)).isEqualTo(1.25);
        assertThat(report.latMs().percentile(99)).isEqualTo(3.5);
        assertThat(report.pubMs().p99()).isEqualTo(0.75);
        assertThat(report.serverCpuS()).isEqualTo(0.3);
        assertThat(report.rssPerConnBytes()).isEqualTo(8192);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "dup", "out_of_order", "refused", "reconnects", "http_errors", "protocol_errors"})
    void isNotWholeWhenAnythingWentWrong(String member) {
        assertThat(FanloadReport.parse(WHOLE.replace("\"%s\":0".formatted(member), "\"%s\":1".formatted(member)))
                        .isWhole())
                .isFalse();
    }

    @Test
    void isNotWholeWhenNotAllHaveConnected() {
        assertThat(FanloadReport.parse(WHOLE.replace("\"connected\":2", "\"connected\":1"))
                        .isWhole())
                .isFalse();
    }

    @Test
    void isNothingThatWasNotSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FanloadReport.parse("fanload: no process 1"))
                .withMessageContaining("no process 1");
    }
}
