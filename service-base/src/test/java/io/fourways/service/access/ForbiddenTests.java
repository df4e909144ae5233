package io.fourways.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fourways.contract.Channel;
import io.fourways.contract.Grants;
import io.fourways.contract.NamePattern;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ForbiddenTests {

    private final Caller reader =
            new Caller("alice", new Grants(List.of(NamePattern.ofChannels("a.**")), List.of(), false), null);

    @Test
    void namesThePatternThatMayNotBeRead() {
        List<NamePattern> patterns = List.of(NamePattern.ofChannels("a.b"), NamePattern.ofChannels("b.*"));
        Forbidden problem = problem(() -> Forbidden.unlessMaySubscribe(reader, patterns));
        assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/forbidden");
        assertThat(problem.getBody().getDetail()).contains("b.*");
        assertThat(problem.getBody().getProperties()).containsEntry("channel", "b.*");
    }

    @Test
    void namesTheChannelThatMayNotBePublishedTo() {
        Forbidden problem = problem(() -> Forbidden.unlessMayPublish(reader, new Channel("a.b")));
        assertThat(problem.getStatusCode().value()).isEqualTo(403);
        assertThat(problem.getBody().getProperties()).containsEntry("channel", "a.b");
    }

    @Test
    void namesTheMissingClaim() {
        assertThat(problem(() -> Forbidden.unlessAdmin(reader)).getBody().getDetail())
                .contains("admin");
    }

    @Test
    void letsThroughWhatIsGranted() {
        assertThatCode(() -> {
                    Forbidden.unlessMaySubscribe(reader, List.of(NamePattern.ofChannels("a.*")));
                    Forbidden.unlessMayPublish(Caller.ANYONE, new Channel("a"));
                    Forbidden.unlessAdmin(Caller.ANYONE);
                })
                .doesNotThrowAnyException();
    }

    private static Forbidden problem(ThrowingCallable refused) {
        return catchThrowableOfType(Forbidden.class, refused);
    }
}
