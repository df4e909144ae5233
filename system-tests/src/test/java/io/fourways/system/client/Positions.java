package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.json.JsonTexts;
import java.net.URI;
import java.net.http.HttpResponse;

/** Asks a gateway for places in the log. */
public final class Positions {

    private Positions() {}

    /** The place where the log ends now, by a poll that says nothing of where to start. */
    public static String now(URI gateway) {
        HttpResponse<String> answer = Http.get(Subscription.to("nothing.here").at(gateway, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonTexts.tree(answer.body()).required("cursor").stringValue();
    }
}
