package io.fourways.bench.fanload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FollowReportTests {

    private static final String SAID = """
            fanload: 3 came back, 1 left, 1 storms, 0 put off
            {"label":"","n":2,"delivered":20,"lost":0,"dup":0,"out_of_order":0,"silent":0,"least":10,"told_gaps":0,\
            "reconnects":3,"put_off":0,"http_errors":0,"protocol_errors":0}
            """;

    @Test
    void saysWhetherEachHasHadEverything() {
        FollowReport report = FollowReport.parse(SAID);

        assertThat(report.hasAllUpTo(10)).isTrue();
        assertThat(report.hasAllUpTo(11)).as("the last one is missing").isFalse();
        assertThat(report.reconnects()).isEqualTo(3);
    }

    @Test
    void takesWhatWasTwiceOrGoneForAFailure() {
        assertThat(FollowReport.parse(SAID.replace("\"dup\":0", "\"dup\":1")).hasAllUpTo(10))
                .isFalse();
        assertThat(FollowReport.parse(SAID.replace("gaps\":0", "gaps\":1")).hasAllUpTo(10))
                .isFalse();
        assertThat(FollowReport.parse(SAID.replace("silent\":0", "silent\":1")).hasAllUpTo(10))
                .isFalse();
    }
}
