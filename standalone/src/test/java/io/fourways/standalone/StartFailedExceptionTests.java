package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailedExceptionTests {

    @Test
    void namesTheVariableThatMovesAServiceFromATakenPort() {
        Exception cause = new IllegalStateException("web server", new PortInUseException(8081));
        assertThat(StartFailedException.of(Service.PRODUCER, cause))
                .hasMessageContaining("event-producer")
                .hasMessageContaining("port 8081 is in use")
                .hasMessageContaining("FOURWAYS_PRODUCER_PORT")
                .hasCause(cause);
    }

    @Test
    void givesTheFirstCauseOtherwise() {
        Exception cause = new IllegalStateException("bean", new IllegalArgumentException("no key"));
        assertThat(StartFailedException.of(Service.GATEWAY, cause))
                .hasMessage("delivery-gateway does not start: no key");
    }
}
