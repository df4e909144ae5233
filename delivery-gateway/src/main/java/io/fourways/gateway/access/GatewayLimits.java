package io.fourways.gateway.access;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one gateway gives, in all and to each. A held connection is an SSE stream, a WebSocket or a parked long poll.
 *
 * @param connections               held connections in all; default 50,000
 * @param connectionsPerSubject     held connections of one subject; default 5,000. In open mode nobody has a subject
 * @param connectionsPerAddress     held connections from one client address (an IPv6 /64 counts as one); default 20,000,
 *                                  generous because behind a proxy that does not forward addresses all clients share one
 * @param subscriptionsPerConnection subscriptions one WebSocket may have at a time; default 128
 * @param channelsPerSubscription   channels or patterns one subscription or request may name; default 100
 * @param patternsPerConnection     patterns, over channels and over types, that all subscriptions of one WebSocket together
 *                                  may name; default 1,000. What its URL names is counted, but never too much
 * @param unreadAnswers             bytes that all polls' answers together may hold until they are taken, beside the first 64 KB
 *                                  of each; default 64 MB. Beyond it answers have fewer events than they might
 * @param answerTime                how long a client may take to read a poll's answer of more than 64 KB before it is cut
 *                                  off; default 2 min
 * @param frameSize                 the longest WebSocket message a client may send; default 64 KB
 * @param publishRate               events one subject may publish per second in the long run; default 100
 * @param publishBurst              events one subject may publish at once after a pause; default 500
 * @param refusals                  frames of one WebSocket that may be refused at once, and within each ten seconds in the
 *                                  long run, before it is closed with 4429; default 1,000
 * @param connectRate               SSE streams and WebSockets that may be opened per second in the long run, by all together;
 *                                  default 2,000
 * @param connectBurst              SSE streams and WebSockets that may be opened at once after a pause; default 10,000
 */
@Validated
@ConfigurationProperties("fourways.gateway.limits")
public record GatewayLimits(
        @Positive @DefaultValue("50000") int connections,
        @Positive @DefaultValue("5000") int connectionsPerSubject,
        @Positive @DefaultValue("20000") int connectionsPerAddress,
        @Positive @DefaultValue("128") int subscriptionsPerConnection,
        @Positive @DefaultValue("100") int channelsPerSubscription,
        @Positive @DefaultValue("1000") int patternsPerConnection,
        @DefaultValue("64MB") DataSize unreadAnswers,
        @DefaultValue("2m") Duration answerTime,
        @DefaultValue("64KB") DataSize frameSize,
        @Positive @DefaultValue("100") int publishRate,
        @Positive @DefaultValue("500") int publishBurst,
        @Positive @DefaultValue("1000") int refusals,
        @Positive @DefaultValue("2000") int connectRate,
        @Positive @DefaultValue("10000") int connectBurst) {}
