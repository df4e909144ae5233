package io.fourways.gateway.read;

import io.fourways.gateway.access.Admission;
import io.fourways.gateway.access.Admission.Admitted;
import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.ClientAddress;
import io.fourways.gateway.access.ConnectRate;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Caller;
import io.fourways.service.problem.ProblemException;

/** What every read request is held to: the limits, and that the gateway is not about to stop. */
public final class ReadAdmission {

    private final GatewayLimits limits;
    private final ConnectRate rate;
    private final ConnectionAdmission connections;
    private final ChannelAccess channels;
    private final Runnable refuseWhileDraining;
    private final RefusalMetrics refusals;

    /**
     * @param rate                how many streams may be opened a second
     * @param channels            which channels may be read in which way
     * @param refuseWhileDraining fails with a problem while the gateway goes away
     */
    public ReadAdmission(
            GatewayLimits limits,
            ConnectRate rate,
            ConnectionAdmission connections,
            ChannelAccess channels,
            Runnable refuseWhileDraining,
            RefusalMetrics refusals) {
        this.limits = limits;
        this.rate = rate;
        this.connections = connections;
        this.channels = channels;
        this.refuseWhileDraining = refuseWhileDraining;
        this.refusals = refusals;
    }

    /** Counts a request that was not to be had, whoever has refused it. */
    public void refused(Throwable failure) {
        refusals.request(failure);
    }

    int maxChannels() {
        return limits.channelsPerSubscription();
    }

    /** Fails with a 403 problem where channels may not be read in the way that was asked for. */
    void requireWay(ReadRequest request) {
        channels.requireWay(request.way(), request.selection().channels());
    }

    /** Fails with a 503 problem when too many streams are opened at a time; a poll opens none. */
    void admitOpening(Way way) {
        if (!way.isPoll()) {
            rate.admit();
        }
    }

    void refuseWhileDraining() {
        refuseWhileDraining.run();
    }

    /** Whether the gateway is about to stop, and takes no new readers. */
    public boolean isGoingAway() {
        try {
            refuseWhileDraining.run();
            return false;
        } catch (ProblemException goingAway) {
            return true;
        }
    }

    /** Takes a place among the held connections, if one is free. */
    public Admission admit(Caller caller, String address) {
        return connections.admit(caller, address);
    }

    /** Takes a place among the held connections; fails with a 429 problem when none is free. */
    public Admitted admit(ReadRequest request) {
        return connections
                .admit(request.caller(), ClientAddress.of(request.http()))
                .orThrow();
    }
}
