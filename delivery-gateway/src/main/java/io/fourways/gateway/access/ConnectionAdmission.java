package io.fourways.gateway.access;

import io.fourways.gateway.access.Admission.Admitted;
import io.fourways.gateway.access.Admission.Limit;
import io.fourways.gateway.access.Admission.Refused;
import io.fourways.service.access.Caller;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections the gateway holds (SSE streams, WebSockets, parked long polls), in all, by subject and by
 * address, and admits no more than its limits. Exact under concurrency; remembers nobody who holds nothing.
 */
public final class ConnectionAdmission {

    private final int limit;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Held bySubject;
    private final Held byAddress;

    public ConnectionAdmission(GatewayLimits limits) {
        limit = limits.connections();
        bySubject = new Held(limits.connectionsPerSubject());
        byAddress = new Held(limits.connectionsPerAddress());
    }

    /**
     * Takes a place for one connection. {@link Caller#ANYONE}, whom open mode makes of everybody, is nobody in
     * particular and therefore not counted as a subject.
     *
     * @param address as {@link ClientAddress} has it
     */
    public Admission admit(Caller caller, String address) {
        boolean named = !caller.equals(Caller.ANYONE);
        if (!isRoom()) {
            return new Refused(Limit.ALL);
        }
        if (!byAddress.take(address)) {
            inAll.decrementAndGet();
            return new Refused(Limit.ADDRESS);
        }
        if (named && !bySubject.take(caller.subject())) {
            byAddress.give(address);
            inAll.decrementAndGet();
            return new Refused(Limit.SUBJECT);
        }
        return new Admitted(() -> {
            if (named) {
                bySubject.give(caller.subject());
            }
            byAddress.give(address);
            inAll.decrementAndGet();
        });
    }

    private boolean isRoom() {
        int held = inAll.get();
        while (held < limit && !inAll.compareAndSet(held, held + 1)) {
            held = inAll.get();
        }
        return held < limit;
    }

    /** How many connections are held now. */
    public int held() {
        return inAll.get();
    }

    int remembered() {
        return bySubject.names() + byAddress.names();
    }
}
