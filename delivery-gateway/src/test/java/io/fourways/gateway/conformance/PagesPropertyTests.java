package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.read.GatewayServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages of any size, one after the other, are all that was published on a channel, once and in order. */
class PagesPropertyTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static GatewayServer gateway;
    private static int published;

    @BeforeContainer
    static void start() {
        gateway = new GatewayServer().following();
    }

    @AfterContainer
    static void stop() {
        gateway.close();
    }

    /**
     * Something published.
     *
     * @param channel one of a few
     */
    record Published(String channel, JsonSample data) {}

    @Provide
    Arbitrary<List<Published>> publications() {
        return Combinators.combine(Arbitraries.of("a", "b.c", "b.d"), JsonSample.any())
                .as(Published::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 60)
    void areWhatWasPublished(
            @ForAll("publications") List<Published> publications, @ForAll @IntRange(min = 1, max = 30) int limit)
            throws IOException, InterruptedException {
        String cursor = gateway.window.newest().toString();
        List<String> expected = new ArrayList<>();
        for (Published event : publications) {
            published++;
            gateway.log.append(Events.of("p" + published, event.channel, "t", event.data.minified()));
            if (event.channel.startsWith("b.")) {
                expected.add("p" + published + event.data.minified());
            }
        }
        assertThat(read(cursor, limit)).isEqualTo(expected);
    }

    private static List<String> read(String after, int limit) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        String cursor = after;
        JsonNode page;
        do {
            String body = gateway.client()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:%d/v1/events?channel=b.*&after=%s&limit=%d"
                                                    .formatted(gateway.port(), cursor, limit)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            page = JSON.readTree(body);
            assertThat(page.path("events").size()).isLessThanOrEqualTo(limit);
            page.path("events").forEach(event -> all.add(event.path("id").stringValue() + data(body, event)));
            cursor = page.path("cursor").stringValue();
        } while (page.path("more").booleanValue());
        return all;
    }

    /** The payload as it stands in the page, found by what comes before it. */
    private static String data(String body, JsonNode event) {
        int begin = body.indexOf("{\"cursor\":\"" + event.path("cursor").stringValue() + "\"");
        int data = body.indexOf("\"data\":", begin) + "\"data\":".length();
        int next = body.indexOf("},{\"cursor\":\"", data);
        return body.substring(data, next < 0 ? body.indexOf("}],\"cursor\":\"", data) : next);
    }
}
