package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

class TracedExchangesTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final Tracer tracer = new Tracer();

    /** What the handler is told, and the response says. */
    private static String told(ObservationRegistry observations, EventSpans spans, String... sent) {
        MockServerHttpRequest request =
                MockServerHttpRequest.post("/").header(TraceParent.NAME, sent).build();
        MockServerHttpResponse response = new MockServerHttpResponse();
        WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(
                        RouterFunctions.route()
                                .POST("/", it -> ServerResponse.ok()
                                        .bodyValue(TraceParent.of(it).orElse("none")))
                                .filter(new TracedExchanges(spans))
                                .build(),
                        HandlerStrategies.withDefaults()))
                .observationRegistry(observations)
                .build()
                .handle(request, response)
                .block();
        String told = response.getBodyAsString().block();
        String said = response.getHeaders().getFirst(TraceParent.NAME);
        assertThat(said == null ? "none" : said).isEqualTo(told);
        return told;
    }

    private String told(String... sent) {
        return told(tracer.observations(), tracer.eventSpans(), sent);
    }

    @Test
    void stayWhereTheyCameFromWhereTracingIsOff() {
        assertThat(told(ObservationRegistry.NOOP, EventSpans.OFF, SAMPLED)).isEqualTo(SAMPLED);
        assertThat(told(ObservationRegistry.NOOP, EventSpans.OFF)).isEqualTo("none");
    }

    @Test
    void standWhereTheirSpanDoes() {
        String told = told(SAMPLED);
        SpanData exchange = tracer.span("http post");
        assertThat(told).isEqualTo(Tracer.place(exchange));
        assertThat(exchange.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void beginATraceIfItIsToBeSampled() {
        assertThat(told()).isEqualTo(Tracer.place(tracer.span("http post")));
        Tracer never = Tracer.ofNothing();
        assertThat(told(never.observations(), never.eventSpans())).isEqualTo("none");
    }

    @Test
    void stayWhereTheyCameFromWhereThatIsNotSampled() {
        assertThat(told(UNSAMPLED)).isEqualTo(UNSAMPLED);
        assertThat(tracer.spans()).isEmpty();
    }
}
