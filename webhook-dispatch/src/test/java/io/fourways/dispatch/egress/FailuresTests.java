package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.egress.Reply.Cause;
import org.junit.jupiter.api.Test;
import reactor.netty.channel.AbortedException;

class FailuresTests {

    @Test
    void aConnectionThatIsGoneBeforeTheRequestIsWrittenWasReset() {
        assertThat(Failures.cause(AbortedException.beforeSend())).contains(Cause.RESET);
        assertThat(Failures.cause(new AbortedException("Connection has been closed")))
                .contains(Cause.RESET);
    }

    @Test
    void whatIsNothingAnEndpointDoesHasNoCause() {
        assertThat(Failures.cause(new IllegalStateException("of our own"))).isEmpty();
    }
}
