package io.fourways.gateway.log;

import java.util.List;

/**
 * What the log holds in between two offsets.
 *
 * @param records all of it, in order
 * @param end     the offset it ends before: the one that was asked for, or an earlier one when that was too much
 */
public record LogStretch(List<LogRecord> records, long end) {

    public LogStretch {
        records = List.copyOf(records);
    }
}
