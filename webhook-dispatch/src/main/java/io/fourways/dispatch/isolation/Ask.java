package io.fourways.dispatch.isolation;

import java.util.List;

/**
 * What a dispatcher asks the database for on an endpoint's behalf.
 *
 * @param lane    the endpoint's
 * @param backlog whether of what is behind live traffic
 * @param slots   how many deliveries at most, at least one
 * @param ramping whether the number takes the ramp into account
 * @param raises  how often the lane had been told of something new by then
 * @param limits  where the number is set aside
 */
public record Ask(Lane lane, boolean backlog, int slots, boolean ramping, long raises, List<RateLimit> limits) {

    /** What is known of the endpoint's settings; empty for nothing. */
    public String version() {
        EndpointSettings settings = lane.settings();
        return settings == null ? "" : settings.version();
    }
}
