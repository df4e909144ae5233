package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.ids;
import static io.fourways.gateway.read.PollClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls of a channel whose events are given for an hour, and of one whose events are given for as long as the log has them. */
class RetainedReadTests {

    private static final long OLD = Duration.ofHours(2).toMillis();

    private final GatewayServer gateway = new GatewayServer(Configured.policies("[brief.*].retention", "1h"));
    private String begin;

    @BeforeEach
    void follow() {
        gateway.following();
        begin = cursor(poll("channel=none&after=earliest"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void loseNothingButWhatIsOutlivedAndAreToldOfIt() {
        old("chat1", "chat");
        old("brief1", "brief.a");
        old("chat2", "chat");
        old("brief2", "brief.a");
        old("chat3", "chat");
        now("brief3", "brief.a");

        HttpResponse<String> answer = poll("channel=**&after=" + begin);
        assertThat(ids(answer)).containsExactly("chat1");
        assertThat(json(answer).get("more").booleanValue()).isTrue();

        HttpResponse<String> gone = poll("channel=**&after=" + cursor(answer));
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(json(gone).get("reason").stringValue()).isEqualTo("expired");
        assertThat(json(gone).get("requested").stringValue()).isEqualTo(cursor(answer));

        HttpResponse<String> rest =
                poll("channel=**&after=" + json(gone).get("earliest").stringValue());
        assertThat(ids(rest)).containsExactly("chat2", "chat3", "brief3");
    }

    @Test
    void areNotToldOfWhatTheyDidNotAskFor() {
        old("brief1", "brief.a");
        now("brief2", "brief.a");
        assertThat(ids(poll("channel=brief.*&after=earliest"))).containsExactly("brief2");
        assertThat(ids(poll("channel=brief.*&last=5"))).containsExactly("brief2");
    }

    @Test
    void findTheNewestOfWhatIsLeft() {
        old("chat1", "chat");
        old("brief1", "brief.a");
        old("brief2", "brief.a");
        assertThat(ids(poll("channel=**&last=2"))).containsExactly("chat1");
    }

    @Test
    void areToldWhereNothingElseIsThere() {
        old("brief1", "brief.a");
        HttpResponse<String> gone = poll("channel=brief.*&after=" + begin);
        assertThat(gone.statusCode()).isEqualTo(410);
        HttpResponse<String> nothing =
                poll("channel=brief.*&after=" + json(gone).get("earliest").stringValue());
        assertThat(nothing.statusCode()).isEqualTo(200);
        assertThat(ids(nothing)).isEmpty();
    }

    private HttpResponse<String> poll(String query) {
        return PollClient.get(gateway, query);
    }

    private static String cursor(HttpResponse<String> answer) {
        return json(answer).get("cursor").stringValue();
    }

    private void old(String id, String channel) {
        gateway.log.append(Events.of(id, channel, "t", "{}"), System.currentTimeMillis() - OLD);
    }

    private void now(String id, String channel) {
        gateway.log.append(Events.of(id, channel, "t", "{}"));
    }
}
