package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.proxy.ReverseProxy;
import io.fourways.system.proxy.Upstreams;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a page came from the proxy's cache shows when nobody is behind the proxy any more. */
class CachedPagesIT {

    @Test
    void onlyAFullPageBehindACursorComesAgainWhenNobodyIsThere() {
        try (Installation open = Installation.besideShared(1, Map.of("FOURWAYS_SECURITY_MODE", "open"));
                ReverseProxy proxy =
                        ReverseProxy.nginx(Upstreams.allAt(open.gateway().getPort()))) {
            String start = Positions.now(open.gateway());
            URI full = proxy.uri().resolve("/v1/events?channel=paged&limit=2&after=" + start);
            Publisher publisher = open.publisher();
            publisher.publish("paged", "1");
            publisher.publish("paged", "2");

            HttpResponse<String> newest = awaitPage(full, "\"data\":2");
            assertThat(newest.body()).contains("\"more\":false");
            publisher.publish("paged", "3");
            HttpResponse<String> kept = awaitPage(full, "\"more\":true");
            assertThat(ask(full, "If-None-Match", tag(newest)).statusCode())
                    .as("of the same tag, with more behind it")
                    .isEqualTo(200);
            URI byTag = proxy.uri().resolve("/v1/events?channel=paged");
            assertThat(ask(byTag, "If-None-Match", tag(newest)).body()).contains("\"data\":3");
            HttpResponse<String> rest = ask(proxy.uri().resolve(next(kept)));
            assertThat(rest.body()).contains("\"data\":3", "\"more\":false");

            open.gateway(0).stop();
            HttpResponse<String> again = ask(full);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(kept.body());
            assertThat(ask(proxy.uri().resolve(next(kept))).statusCode()).isEqualTo(503);
            assertThat(ask(full, "Accept", "text/event-stream").statusCode()).isEqualTo(503);
            assertThat(ask(full, "Prefer", "wait=1").statusCode()).isEqualTo(503);
        }
    }

    /** What is on the log is at the gateway a moment later. */
    private static HttpResponse<String> awaitPage(URI uri, String content) {
        return await().until(() -> ask(uri), page -> page.body().contains(content));
    }

    private static HttpResponse<String> ask(URI uri, String... headers) {
        var request = Http.request(uri, "");
        return Http.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String tag(HttpResponse<String> page) {
        return page.headers().firstValue("ETag").orElseThrow();
    }

    private static String next(HttpResponse<String> page) {
        String link = page.headers().firstValue("Link").orElseThrow();
        return link.substring(1, link.indexOf('>'));
    }
}
