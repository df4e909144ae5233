package io.fourways.service.database;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * One day (UTC) of a table.
 *
 * @param table what it is a part of
 * @param day   from its midnight to the next
 */
public record Partition(String table, LocalDate day) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    static Partition named(String table, String name) {
        return new Partition(table, LocalDate.parse(name.substring(table.length() + 1), DAY));
    }

    /** The name of the table that it is itself. */
    public String name() {
        return table + "_" + DAY.format(day);
    }

    /**
     * A table made apart and then attached: made as a partition it would lock the whole. Rows change when their work is
     * done, and the index of what is to be done is only quick while it is swept of those.
     */
    String creation() {
        return """
                CREATE TABLE %1$s (LIKE %2$s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)
                  WITH (autovacuum_vacuum_scale_factor = 0.02);
                ALTER TABLE %2$s ATTACH PARTITION %1$s FOR VALUES FROM ('%3$s 00:00:00+00') TO ('%4$s 00:00:00+00')
                """.formatted(name(), table, day, day.plusDays(1));
    }
}
