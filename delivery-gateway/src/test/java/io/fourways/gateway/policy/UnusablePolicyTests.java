package io.fourways.gateway.policy;

import static io.fourways.gateway.policy.Configured.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class UnusablePolicyTests {

    @ParameterizedTest
    @CsvSource({
        "[t.**].linger, 2s, linger must be from 0 to 1s",
        "[t.**].linger, -1ms, linger must be from 0 to 1s",
        "[t.**].retention, 0s, retention must be at least 1ms",
        "[t.**].max-rate, 0, max-rate must be from 1 to 1000 a second",
        "[t.**].max-rate, 1001, max-rate must be from 1 to 1000 a second",
        "[t.**].ways, '', ways must name one at least",
        "'[t.**].lagging', conflate, 'lagging is conflate, but conflate does not say by what'"
    })
    void namesItsPatternAndWhatIsWrong(String property, String value, String what) {
        assertThatThrownBy(() -> policies(property, value))
                .isInstanceOf(UnusablePolicyException.class)
                .hasMessage("fourways.channels[t.**]: " + what + ".");
    }

    @Test
    void isOneThatSaysTwoThings() {
        assertThatThrownBy(() -> policies("[t].conflate", "channel", "[t].lagging", "catch-up"))
                .hasMessageStartingWith(
                        "fourways.channels[t]: conflate counts for a reader that lags, and lagging says");
    }

    @Test
    void isOneWhosePatternIsNone() {
        assertThatThrownBy(() -> policies("[a..b].linger", "1ms"))
                .isInstanceOf(UnusablePolicyException.class)
                .hasMessageStartingWith("fourways.channels[a..b]: is no pattern over channels");
    }

    @Test
    void namesThePatternOfAValueThatIsNone() {
        assertThatThrownBy(() -> policies("[t.**].lagging", "sometimes"))
                .hasStackTraceContaining("fourways.channels[t.**].lagging");
    }

    @ParameterizedTest
    @CsvSource({
        "fourways.channels[t.**].lingers, [t.**].lingers",
        "fourways.channels.t.**.linger, t.**.linger",
        "fourways.channels.chat.a.linger, chat.a.linger"
    })
    void isOneThatWouldBePassedOver(String property, String named) {
        MockEnvironment environment = new MockEnvironment().withProperty(property, "5ms");
        assertThatThrownBy(() -> UnknownOptions.refuse(environment))
                .isInstanceOfSatisfying(UnusablePolicyException.class, unusable -> assertThat(
                                new UnusablePolicyAnalyzer().analyze(unusable))
                        .returns("fourways.channels[" + named + "]: is no option.", FailureAnalysis::getDescription)
                        .extracting(FailureAnalysis::getAction)
                        .asString()
                        .contains("in brackets"));
    }

    @Test
    void isNoneThatIsWrittenInOneWayOrAnother() {
        MockEnvironment environment = new MockEnvironment();
        Map.of(
                        "[t.**].max-rate",
                        "5",
                        "[t.**].ways[0]",
                        "sse",
                        ".[json.**].ways[0]",
                        "sse",
                        ".status.clientPublish",
                        "false")
                .forEach((name, value) -> environment.setProperty("fourways.channels" + name, value));
        UnknownOptions.refuse(environment);
    }
}
