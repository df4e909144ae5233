package io.fourways.gateway.session;

import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.service.access.Authenticator;
import tools.jackson.databind.ObjectMapper;

/**
 * What every connection's session needs of the gateway.
 *
 * @param logs          from where events come
 * @param authenticator knows callers by their tokens
 * @param channels      which channels may be read in which way
 * @param publishing    takes what clients publish
 * @param limits        what a connection may do
 * @param refusals      where it is counted what is refused
 * @param json          writes problems
 */
public record Gateway(
        ServedLogs logs,
        Authenticator authenticator,
        ChannelAccess channels,
        ClientPublishing publishing,
        GatewayLimits limits,
        RefusalMetrics refusals,
        ObjectMapper json) {}
