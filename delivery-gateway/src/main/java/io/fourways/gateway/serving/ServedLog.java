package io.fourways.gateway.serving;

import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.replay.Replay;

/**
 * A log as this gateway serves it. Nothing in it is shared with another log but what it is measured by.
 *
 * @param source   where it is kept
 * @param tail     follows it
 * @param window   the newest of it
 * @param replay   reads what is behind the window
 * @param fanout   its readers
 * @param starts   finds places in it
 * @param channels what has been seen of its channels
 * @param backfill its channels behind the window
 */
public record ServedLog(
        LogSource source,
        LogTail tail,
        Window window,
        Replay replay,
        Fanout fanout,
        Starts starts,
        ChannelDirectory channels,
        ChannelBackfill backfill)
        implements AutoCloseable {

    /** Its name. */
    public String name() {
        return source.log();
    }

    /** What is known of its end. */
    public LogState state() {
        return LogState.of(tail, source);
    }

    /** Lets go of what it holds, when nobody follows it any more. */
    @Override
    public void close() {
        backfill.close();
        replay.close();
        window.clear();
    }
}
