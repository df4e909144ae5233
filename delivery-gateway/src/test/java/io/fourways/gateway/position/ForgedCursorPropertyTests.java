package io.fourways.gateway.position;

import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Only the log's own cursors name a place in it, wherever in it that is: in the window, behind it, or beyond the end. */
class ForgedCursorPropertyTests {

    private static final int EVENTS = 100;
    private static final FollowedLog LOG = new FollowedLog(10);
    private static Replay replay;

    @BeforeContainer
    static void follow() {
        replay = Replays.of(LOG.log(), LOG.window());
        LOG.following().append("a", EVENTS);
    }

    @AfterContainer
    static void stop() {
        replay.close();
    }

    @Provide
    Arbitrary<Cursor> cursors() {
        Arbitrary<Long> offsets = Arbitraries.oneOf(
                Arbitraries.longs().between(0, EVENTS + 2), Arbitraries.longs().greaterOrEqual(0));
        Arbitrary<Long> fingerprints = Arbitraries.oneOf(
                Arbitraries.longs().between(0, EVENTS - 1).map(offset -> LOG.cursor(offset)
                        .fingerprint()),
                Arbitraries.longs());
        return Combinators.combine(offsets, fingerprints, Arbitraries.of(true, false))
                .as(Cursor::new);
    }

    @Property
    void beginWhereTheySayOrNowhere(@ForAll("cursors") Cursor cursor) {
        Cursor there = LOG.cursor(cursor.offset());
        boolean genuine = there != null && there.fingerprint() == cursor.fingerprint();
        Resolution found = new Starts(LOG.window(), replay, LOG.state(), Duration.ZERO, EVENTS)
                .resolve(Start.after(cursor.toString()), selecting("a"))
                .block(Duration.ofSeconds(10))
                .at();
        if (genuine) {
            assertThat(found).isEqualTo(new Resolution.Behind(cursor));
        } else {
            assertThat(found).isInstanceOfSatisfying(Resolution.Gone.class, gone -> assertThat(
                            gone.gap().requested())
                    .isEqualTo(cursor.toString()));
        }
    }
}
