package io.fourways.dispatch.egress.address;

import java.net.URI;

/** What came of looking at the text of an endpoint's URL. */
public sealed interface EndpointUrl {

    /**
     * Requests may be tried there; what its host's name resolves to is looked at for each connection.
     *
     * @param uri has a scheme, a host and nothing that is not sent
     */
    record Usable(URI uri) implements EndpointUrl {}

    /**
     * Requests are not tried.
     *
     * @param why a sentence for whoever wrote the URL; does not quote it
     */
    record Refused(String why) implements EndpointUrl {}
}
