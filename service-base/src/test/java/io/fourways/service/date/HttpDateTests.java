package io.fourways.service.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class HttpDateTests {

    /** The example of RFC 9110, 5.6.7. */
    @Test
    void isWrittenAsImfFixdate() {
        assertThat(HttpDate.at(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.at(0)).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
    }

    @Test
    void isNow() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant now = ZonedDateTime.parse(HttpDate.now(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(now).isBetween(before, Instant.now());
    }
}
