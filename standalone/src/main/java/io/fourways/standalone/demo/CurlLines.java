package io.fourways.standalone.demo;

/** Commands to paste: one event published, and read in four ways; a webhook signed and sent; webhooks to be got. */
record CurlLines(Places places) {

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

                Send a webhook as Stripe does, as often as you like:

                  t=$(date +%%s); body='{"id":"evt_'$t'","type":"payment_intent.succeeded","data":{"amount":1999}}'
                  curl -i %3$s/webhooks/%4$s -H 'Content-Type: application/json' -d "$body" \\
                       -H "Stripe-Signature: t=$t,v1=$(printf %%s "$t.$body" | openssl dgst -sha256 -hmac %5$s | sed 's/.* //')"

                  curl '%2$s/v1/events?channel=webhooks.**&last=1'

                Have what comes on hello.* posted to a server of yours, signed as Standard Webhooks says:

                  app=$(curl -s %6$s/api/v1/app -H 'Content-Type: application/json' \\
                       -d '{"name":"Mine","metadata":{"fourways.channels":"hello.*"}}' | sed 's/.*"id":"\\(app_[^"]*\\)".*/\\1/')
                  curl -i %6$s/api/v1/app/$app/endpoint -H 'Content-Type: application/json' -d '{"url":"http://127.0.0.1:9000/"}'
                """.formatted(
                        places.producer(),
                        places.gateway(),
                        places.ingest(),
                        Payment.SOURCE,
                        Payment.SECRET,
                        places.dispatch());
    }
}
