package io.fourways.gateway.access;

import static io.fourways.gateway.policy.Configured.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ChannelAccessTests {

    private final ChannelAccess access =
            new ChannelAccess(policies("[in.**].ways", "sse", "[in.**].client-publish", "false"));

    @Test
    void refusesAWayAndSaysWhatMayNotBeReadByIt() {
        assertThatThrownBy(() -> access.requireWay(Way.LONG_POLL, channels("a", "in.b")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
                    assertThat(problem.getBody().getType()).hasToString(ProblemException.TYPES + "way-not-allowed");
                    assertThat(problem.getBody().getDetail()).isEqualTo("in.** cannot be read by long-poll");
                    assertThat(problem.getBody().getProperties())
                            .isEqualTo(Map.of("channel", "in.b", "way", "long-poll"));
                });
    }

    @Test
    void allowsTheOthers() {
        access.requireWay(Way.SSE, channels("a", "in.b", "**"));
        access.requireWay(Way.LONG_POLL, channels("a", "out.*"));
    }

    @Test
    void refusesWhatClientsMayNotPublish() {
        access.requireClientPublish(new Channel("out.a"));
        assertThatThrownBy(() -> access.requireClientPublish(new Channel("in.a")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
                    assertThat(problem.getBody().getType())
                            .hasToString(ProblemException.TYPES + "client-publish-not-allowed");
                    assertThat(problem.getBody().getDetail()).isEqualTo("Clients cannot publish to in.a");
                });
    }

    private static List<NamePattern> channels(String... patterns) {
        return List.of(patterns).stream().map(NamePattern::ofChannels).toList();
    }
}
