package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

class TracedRequestsTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String BEGINNING = "00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[13]";

    private final Tracer tracer = new Tracer();

    /** What the response says, which is what the handler was told. */
    private static String traced(ObservationRegistry observations, String... sent) {
        MockServerHttpRequest request =
                MockServerHttpRequest.post("/").header(TraceParent.NAME, sent).build();
        MockServerHttpResponse response = new MockServerHttpResponse();
        service(observations).handle(request, response).block();
        String told = response.getBodyAsString().block();
        assertThat(response.getHeaders().get(TraceParent.NAME)).containsExactly(told);
        return told;
    }

    private static HttpHandler service(ObservationRegistry observations) {
        WebHandler routes = RouterFunctions.toWebHandler(
                RouterFunctions.route()
                        .POST("/", request -> ServerResponse.ok()
                                .bodyValue(TraceParent.of(request).orElse("none")))
                        .POST("/failing", request -> Mono.error(new IllegalStateException()))
                        .filter(new TracedRequests(observations, "fourways.test"))
                        .build(),
                HandlerStrategies.withDefaults());
        return WebHttpHandlerBuilder.webHandler(routes)
                .observationRegistry(observations)
                .build();
    }

    @Test
    void beginsATraceWhereThereIsNone() {
        Set<String> begun = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            begun.add(traced(ObservationRegistry.NOOP));
        }
        assertThat(begun).hasSize(100).allMatch(parent -> parent.matches(BEGINNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            })
    void beginsATraceWhereItIsMalformed(String sent) {
        assertThat(traced(ObservationRegistry.NOOP, sent)).matches(BEGINNING).isNotEqualTo(sent);
        assertThat(traced(tracer.observations(), sent)).matches(BEGINNING).isNotEqualTo(sent);
    }

    @Test
    void beginsATraceWhereThereAreSeveral() {
        assertThat(traced(ObservationRegistry.NOOP, PARENT, PARENT)).matches(BEGINNING);
    }

    @Test
    void goesOnWhereTheSenderWasWithoutATracer() {
        assertThat(traced(ObservationRegistry.NOOP, PARENT)).isEqualTo(PARENT);
    }

    @Test
    void goesOnWithATracersSpan() {
        String told = traced(tracer.observations(), PARENT);
        SpanData handling = tracer.span("fourways.test");
        SpanData exchange = tracer.span("http post");
        assertThat(told).isEqualTo(Tracer.traceParent(handling));
        assertThat(handling.getName()).isEqualTo("fourways.test");
        assertThat(handling.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(handling.getTraceId()).isEqualTo(TRACE);
        assertThat(handling.getParentSpanId()).isEqualTo(exchange.getSpanId());
        assertThat(exchange.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void takesWhatATracerBegins() {
        String told = traced(tracer.observations());
        assertThat(told).isEqualTo(Tracer.traceParent(tracer.span("fourways.test")));
    }

    @Test
    void measuresAndTellsOfFailures() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        tracer.observations().observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        MockServerHttpResponse response = new MockServerHttpResponse();
        service(tracer.observations())
                .handle(MockServerHttpRequest.post("/failing").build(), response)
                .block();
        SpanData handling = tracer.span("fourways.test");
        assertThat(response.getHeaders().getFirst(TraceParent.NAME)).isEqualTo(Tracer.traceParent(handling));
        assertThat(handling.getStatus().getStatusCode())
                .isEqualTo(StatusData.error().getStatusCode());
        assertThat(meters.get("fourways.test")
                        .tag("error", "IllegalStateException")
                        .timer()
                        .count())
                .isOne();
    }
}
