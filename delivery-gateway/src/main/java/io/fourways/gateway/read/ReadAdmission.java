package io.fourways.gateway.read;

import io.fourways.gateway.access.Admission.Admitted;
import io.fourways.gateway.access.ClientAddress;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;

/** What every read request is held to: the limits, and that the gateway is not about to stop. */
public final class ReadAdmission {

    private final GatewayLimits limits;
    private final ConnectionAdmission connections;
    private final Runnable refuseWhileDraining;
    private final RefusalMetrics refusals;

    /** @param refuseWhileDraining fails with a problem while the gateway goes away */
    public ReadAdmission(
            GatewayLimits limits,
            ConnectionAdmission connections,
            Runnable refuseWhileDraining,
            RefusalMetrics refusals) {
        this.limits = limits;
        this.connections = connections;
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

    void refuseWhileDraining() {
        refuseWhileDraining.run();
    }

    /** Takes a place among the held connections; fails with a 429 problem when none is free. */
    public Admitted admit(ReadRequest request) {
        return connections
                .admit(request.caller(), ClientAddress.of(request.http()))
                .orThrow();
    }
}
