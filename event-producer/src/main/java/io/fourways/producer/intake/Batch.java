package io.fourways.producer.intake;

import io.fourways.contract.Event;
import io.fourways.contract.EventBatch;
import io.fourways.contract.EventDefaults;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.service.access.Caller;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Many events in one body, published in the order they are in and answered one by one: one that is refused keeps none
 * of the others back.
 */
final class Batch {

    /** How many events of one batch wait for their confirm at once: it hides the broker's latency, and leaves room for others. */
    private static final int IN_FLIGHT = 32;

    private final Intake intake;
    private final ProducerProperties limits;
    private final EventDefaults defaults;
    private final UnaryOperator<Event> completion;

    Batch(Intake intake, ProducerProperties limits, EventDefaults defaults, UnaryOperator<Event> completion) {
        this.intake = intake;
        this.limits = limits;
        this.defaults = defaults;
        this.completion = completion;
    }

    /**
     * Fails as a whole only when the body is no array of at most so many elements, or they are more than the caller may
     * publish now: then nothing has been published.
     */
    Mono<BatchAnswer> accept(byte[] body, Caller caller) {
        List<byte[]> elements = elements(body);
        return intake.withinRate(caller, elements.size()).flatMap(admitted -> accept(elements, admitted));
    }

    private Mono<BatchAnswer> accept(List<byte[]> elements, Caller caller) {
        return Flux.fromIterable(elements)
                .flatMapSequential(element -> acceptOne(element, caller), IN_FLIGHT)
                .collectList()
                .map(BatchAnswer::new);
    }

    private List<byte[]> elements(byte[] body) {
        List<byte[]> elements = new ArrayList<>();
        EventBatch.split(body, element -> {
            if (elements.size() == limits.maxBatchSize()) {
                throw Problems.tooLarge("A batch has at most " + limits.maxBatchSize() + " events");
            }
            elements.add(element);
        });
        return elements;
    }

    private Mono<BatchAnswer.Item> acceptOne(byte[] element, Caller caller) {
        try {
            Event event = decode(element);
            return intake.accept(event, caller)
                    .map(published -> new BatchAnswer.Item(event.id(), null))
                    .onErrorResume(
                            ProblemException.class, refusal -> Mono.just(new BatchAnswer.Item(event.id(), refusal)));
        } catch (InvalidEventException invalid) {
            return Mono.just(new BatchAnswer.Item(EventBatch.idOf(element), Problems.invalid(invalid)));
        } catch (ProblemException tooLarge) {
            return Mono.just(new BatchAnswer.Item(EventBatch.idOf(element), tooLarge));
        }
    }

    private Event decode(byte[] element) {
        if (element.length > limits.maxEventSize().toBytes()) {
            throw Problems.tooLarge(
                    "An event has at most " + limits.maxEventSize().toBytes() + " bytes");
        }
        return completion.apply(EventJson.decode(element, defaults));
    }
}
