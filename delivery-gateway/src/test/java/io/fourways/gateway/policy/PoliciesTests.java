package io.fourways.gateway.policy;

import static io.fourways.gateway.policy.Configured.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.way.Way;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTests {

    @Test
    void sayNothingOfAChannelThatNobodyConfigured() {
        assertThat(Policies.NONE.of("a")).isSameAs(Policy.NONE);
        assertThat(policies("[b.**].linger", "5ms").of("a")).isSameAs(Policy.NONE);
    }

    @Test
    void takeOptionsAsTheyAreWritten() {
        Policies policies = policies(
                "[t.**].retention", "1m",
                "[t.**].linger", "20ms",
                "[t.**].conflate", "subject",
                "[t.**].max-rate", "4",
                "[t.**].lagging", "disconnect",
                "[t.**].ways", "sse, long-poll",
                "[t.**].client-publish", "false");
        assertThat(policies.of("t.a"))
                .isEqualTo(new Policy(
                        60_000,
                        20,
                        Conflation.SUBJECT,
                        250,
                        Lagging.DISCONNECT,
                        Set.of(Way.SSE, Way.LONG_POLL),
                        false));
        assertThat(policies.goBySubject()).isTrue();
    }

    @Test
    void thinByChannelUnlessSaidOtherwise() {
        assertThat(policies("[t].max-rate", "3").of("t"))
                .returns(Conflation.CHANNEL, Policy::conflation)
                .returns(334, Policy::interval)
                .returns(true, Policy::conflatesLaggards);
    }

    @Test
    void conflateWhoLagsWhereTheySayByWhat() {
        assertThat(policies("[t].conflate", "channel").of("t").lagging()).isEqualTo(Lagging.CONFLATE);
        assertThat(policies("[t].linger", "1ms").of("t").lagging()).isEqualTo(Lagging.CATCH_UP);
    }

    /** Each pattern lingers for as many milliseconds as its place in this list. */
    @ParameterizedTest
    @CsvSource({
        "a.b.c, 0",
        "a.b.d, 1",
        "a.x.c, 2",
        "a.x.d, 4",
        "a.b, 5",
        "a.x, 6",
        "a, 7",
        "a.b.c.d, 3",
        "a.x.y.z, 7",
        "x.b, 8",
        "x, 9",
        "x.y.z, 9"
    })
    void letTheMostSpecificPatternWin(String channel, int expected) {
        String[] patterns = {"a.b.c", "a.b.*", "a.*.c", "a.b.**", "a.*.*", "a.b", "a.*", "a.**", "*.b", "**"};
        String[] properties = new String[2 * patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            properties[2 * i] = "[" + patterns[i] + "].linger";
            properties[2 * i + 1] = i + "ms";
        }
        assertThat(policies(properties).of(channel).linger()).isEqualTo(expected);
    }

    @Test
    void letOneAloneCount() {
        Policies policies = policies("[a.**].linger", "5ms", "[a.b].client-publish", "false");
        assertThat(policies.of("a.b").linger()).isZero();
        assertThat(policies.of("a.c").clientPublish()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "in.a, sse,",
        "in.a, websocket, in.**",
        "in.*, websocket, in.**",
        "**, websocket, in.**",
        "in.open, websocket,",
        "in.open.*, websocket, in.**",
        "in.open.x, short-poll, in.**",
        "out.*, websocket,",
        "*.a, websocket, in.**",
        "*, websocket, in.**",
        "out, websocket,"
    })
    void refuseAWayWhereAnythingAskedForMayNotBeReadByIt(String asked, String way, String refused) {
        Policies policies = policies("[in.**].ways", "sse", "[in.open].linger", "1ms");
        Way by = Way.valueOf(way.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(policies.refused(by, NamePattern.ofChannels(asked)))
                .isEqualTo(refused == null ? null : NamePattern.ofChannels(refused));
    }

    @Test
    void allowAWayWhereAMoreSpecificPatternCoversAllThatIsAskedFor() {
        Policies policies = policies("[**].ways", "sse", "[chat.**].linger", "1ms");
        assertThat(policies.refused(Way.WEBSOCKET, NamePattern.ofChannels("chat.*")))
                .isNull();
        assertThat(policies.refused(Way.WEBSOCKET, NamePattern.ofChannels("*.a")))
                .isEqualTo(NamePattern.ofChannels("**"));
    }
}
