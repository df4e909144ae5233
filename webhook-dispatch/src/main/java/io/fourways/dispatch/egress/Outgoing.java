package io.fourways.dispatch.egress;

import java.net.URI;
import java.util.Map;

/**
 * A request to be sent.
 *
 * @param url     where to; looked at again before it is sent, whatever was said of it before
 * @param headers by name, each valid as HTTP has it; {@code host} and {@code content-length} are not among them
 * @param body    sent as it is; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied too often otherwise
public record Outgoing(URI url, Map<String, String> headers, byte[] body) {

    /** Keeps tokens in the URL, and secrets in the headers, out of logs. */
    @Override
    public String toString() {
        return "Outgoing[" + url.getHost() + ", " + body.length + " bytes]";
    }
}
