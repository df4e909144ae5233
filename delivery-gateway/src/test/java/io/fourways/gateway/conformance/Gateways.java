package io.fourways.gateway.conformance;

import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.websocket.TestGateway;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Gateways that put nothing in the way of whoever tries out the protocol. */
final class Gateways {

    /** How long a message may be, in bytes. */
    static final int MAX = 256 * 1024;

    private static final int PLENTY = 1_000_000;

    private Gateways() {}

    static TestGateway patient() {
        return new TestGateway(new GatewayLimits(
                PLENTY,
                PLENTY,
                PLENTY,
                100,
                100,
                1000,
                DataSize.ofMegabytes(64),
                Duration.ofMinutes(2),
                DataSize.ofBytes(MAX),
                PLENTY,
                PLENTY,
                PLENTY,
                PLENTY,
                PLENTY));
    }
}
