package io.fourways.standalone.demo;

import java.net.URI;

/** Commands to paste: one event published, and read in four ways. */
record CurlLines(URI producer, URI gateway) {

    @Override
    public String toString() {
        return """
                Try it. Publish an event:

                  curl %1$s/v1/channels/hello.world/events -H 'Content-Type: application/json' -d '{"hello":"world"}'

                Read it, the same URL four ways:

                  curl '%2$s/v1/events?channel=hello.*&last=10'
                  curl '%2$s/v1/events?channel=hello.*' -H 'Prefer: wait=30'
                  curl '%2$s/v1/events?channel=hello.*&last=10' -N -H 'Accept: text/event-stream'
                  curl '%2$s/v1/events?channel=hello.*&last=10' -N --http1.1 --output - \\
                       -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\
                       -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: Zm91cndheXMtZm91cndheQ=='

                (The second waits for the next event; the last shows raw WebSocket frames. Ctrl-C ends them.)
                """.formatted(producer, gateway);
    }
}
