package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.access.GrantedApp;

/**
 * A change that somebody makes to an endpoint.
 *
 * @param app whose it is
 */
public record EndpointChange(GrantedApp app, String endpointId, Kind kind) {

    /** What happens to it. */
    public enum Kind {
        MADE,
        CHANGED,
        DISABLED,
        ENABLED,
        DELETED
    }
}
