package io.fourways.service.publishing;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much the log keeps. Whatever bound is reached first counts, and the broker drops whole segments. The bounds are
 * given to the stream when it is first declared: a broker that has it already keeps the bounds it has.
 *
 * @param maxBytes    the size the log may reach, 5 GB by default
 * @param maxAge      the age an event may reach, 7 days by default
 * @param segmentSize the size of one of the log's files, 100 MB by default
 * @see <a href="https://www.rabbitmq.com/docs/streams#retention">RabbitMQ: retention of streams</a>
 */
@Validated
@ConfigurationProperties("fourways.log")
record LogProperties(
        @DefaultValue("5GB") DataSize maxBytes,
        @DefaultValue("7d") Duration maxAge,
        @DefaultValue("100MB") DataSize segmentSize) {

    private static final DataSize LARGEST_SEGMENT = DataSize.ofGigabytes(3);

    @AssertTrue(message = "fourways.log.max-age must be at least a second")
    boolean isAgeLongEnough() {
        return maxAge.toSeconds() >= 1;
    }

    @AssertTrue(message = "fourways.log.segment-size must lie between 1 KB and 3 GB")
    boolean isSegmentOfPossibleSize() {
        return segmentSize.toKilobytes() >= 1 && segmentSize.compareTo(LARGEST_SEGMENT) <= 0;
    }

    @AssertTrue(message = "fourways.log.max-bytes must be at least fourways.log.segment-size")
    boolean isLogAtLeastOneSegment() {
        return maxBytes.compareTo(segmentSize) >= 0;
    }
}
