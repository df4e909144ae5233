package io.fourways.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fourways.contract.Logs;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.service.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ServedLogsTests {

    private final Logs all = new Logs(Map.of("shop", List.of("orders"), "far", List.of("away")));
    private final TestLogs make = new TestLogs();
    private final InMemoryLog rest = new InMemoryLog();
    private final InMemoryLog shop = new InMemoryLog("shop");
    private final ServedLogs logs = new ServedLogs(all, List.of(make.of(rest), make.following(shop)));

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void leadToTheLogThatHasTheChannels() {
        assertThat(logs.of(channels("orders.eu", "orders.**")).name()).isEqualTo("shop");
        assertThat(logs.of(channels("news", "chat.*")).name()).isEqualTo(Logs.DEFAULT);
    }

    @Test
    void refuseWhatIsInSeveral() {
        refuse("several-logs", HttpStatus.BAD_REQUEST, "orders.eu", "news");
        refuse("several-logs", HttpStatus.BAD_REQUEST, "**");
        refuse("several-logs", HttpStatus.BAD_REQUEST, "*.eu");
    }

    @Test
    void sendElsewhereForWhatIsNotServedHere() {
        refuse("log-not-served", HttpStatus.MISDIRECTED_REQUEST, "away.a");
    }

    @Test
    void doNotTakeAWildcardForTheOneLogThatIsServedHere() {
        ServedLogs one = new ServedLogs(all, List.of(logs.all().get(1)));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> one.of(channels("**")));
    }

    @Test
    void leadEverythingToTheOnlyLogThereIs() {
        ServedLogs one = new ServedLogs(Logs.ONE, List.of(logs.all().get(0)));
        assertThat(one.of(channels("**", "orders.eu")).name()).isEqualTo(Logs.DEFAULT);
    }

    @Test
    void haveWhoChoosesLaterBeWithOneThatCanBeRead() {
        assertThat(logs.any().name()).isEqualTo("shop");
    }

    private void refuse(String type, HttpStatus status, String... channels) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> logs.of(channels(channels)))
                .satisfies(problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(status);
                    assertThat(problem.getBody().getType()).asString().endsWith("/problems/" + type);
                });
    }

    private static List<NamePattern> channels(String... texts) {
        return Stream.of(texts).map(NamePattern::ofChannels).toList();
    }
}
