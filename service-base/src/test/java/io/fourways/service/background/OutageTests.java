package io.fourways.service.background;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("an application that starts beside it sets up the log anew, which is looked at here")
class OutageTests {

    private final Logger log = (Logger) LoggerFactory.getLogger(OutageTests.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Outage outage = new Outage(log, "Nothing goes; trying again", "Everything goes again");

    @BeforeEach
    void listen() {
        appender.start();
        log.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(appender);
    }

    private List<String> said() {
        return appender.list.stream()
                .map(said -> said.getLevel() + " " + said.getFormattedMessage())
                .toList();
    }

    @Test
    void isToldOfOnceHoweverOftenItIsTried() {
        outage.failed("first");
        outage.failed("second");
        assertThat(said()).containsExactly("WARN Nothing goes; trying again: first");
    }

    @Test
    void isToldOfOnceWhenItIsOver() {
        outage.failed("first");
        outage.succeeded();
        outage.succeeded();
        assertThat(said()).containsExactly("WARN Nothing goes; trying again: first", "INFO Everything goes again");
    }

    @Test
    void isToldOfWhenItComesAgain() {
        outage.failed("first");
        outage.succeeded();
        outage.failed("second");
        assertThat(said())
                .containsExactly(
                        "WARN Nothing goes; trying again: first",
                        "INFO Everything goes again",
                        "WARN Nothing goes; trying again: second");
    }

    @Test
    void isNotSpokenOfWhileThereIsNone() {
        outage.succeeded();
        assertThat(said()).isEmpty();
    }
}
