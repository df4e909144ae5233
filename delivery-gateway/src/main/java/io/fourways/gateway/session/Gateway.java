package io.fourways.gateway.session;

import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.service.access.Authenticator;
import tools.jackson.databind.ObjectMapper;

/**
 * What every connection's session needs of the gateway.
 *
 * @param fanout        from where events come
 * @param starts        finds places in the log
 * @param authenticator knows callers by their tokens
 * @param channels      which channels may be read in which way
 * @param publishing    takes what clients publish
 * @param limits        what a connection may do
 * @param refusals      where it is counted what is refused
 * @param json          writes problems
 */
public record Gateway(
        Fanout fanout,
        Starts starts,
        Authenticator authenticator,
        ChannelAccess channels,
        ClientPublishing publishing,
        GatewayLimits limits,
        RefusalMetrics refusals,
        ObjectMapper json) {}
