package io.fourways.dispatch.egress.address;

import java.io.IOException;

/** What resolving a name fails with when one of its addresses must not be connected to. */
public final class AddressRefused extends IOException {

    AddressRefused(String why) {
        super("The host's address is " + why);
    }

    /** It says all that there is to say. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
