package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.PageRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shows event types, and makes, changes and deletes them. They are the same for all apps: whoever has a key may see them,
 * and changing takes one for every app.
 */
final class EventTypesHandler {

    static final String NAME = "event_type_name";

    private final EventTypes types;

    EventTypesHandler(EventTypes types) {
        this.types = types;
    }

    /** {@code GET /api/v1/event-type}. */
    Mono<ServerResponse> list(ServerRequest request) {
        Members query = Members.ofQuery(request);
        return types.list(
                        query.flag("include_archived", false),
                        query.flag("with_content", false),
                        PageRequest.of(query, true, Names::isName))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code POST /api/v1/event-type}. */
    Mono<ServerResponse> create(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        return Members.ofBody(request)
                .flatMap(members -> types.create(newName(members), EventTypeSettings.of(members)))
                .flatMap(type -> Made.answer(new Made<>(EventTypeAnswer.of(type), true)));
    }

    private static String newName(Members members) {
        String name = members.name("name");
        if (name == null) {
            throw members.missing("name");
        }
        return name;
    }

    /** {@code GET /api/v1/event-type/{event_type_name}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return ok(types.find(name(request)));
    }

    /** {@code PUT /api/v1/event-type/{event_type_name}}. */
    Mono<ServerResponse> put(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        String name = name(request);
        return Members.ofBody(request)
                .flatMap(members -> types.put(name, EventTypeSettings.of(members)))
                .flatMap(made -> Made.answer(made.map(EventTypeAnswer::of)));
    }

    /** {@code PATCH /api/v1/event-type/{event_type_name}}. */
    Mono<ServerResponse> patch(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        String name = name(request);
        return ok(Members.ofBody(request).flatMap(members -> types.patch(name, members)));
    }

    /** {@code DELETE /api/v1/event-type/{event_type_name}}. */
    Mono<ServerResponse> delete(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        boolean altogether = Members.ofQuery(request).flag("expunge", false);
        return types.delete(name(request), altogether)
                .then(ServerResponse.noContent().build());
    }

    /** {@code GET /api/v1/event-type/{event_type_name}/retry-schedule}. */
    Mono<ServerResponse> schedule(ServerRequest request) {
        return types.schedule(name(request)).flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code PUT /api/v1/event-type/{event_type_name}/retry-schedule}. */
    Mono<ServerResponse> setSchedule(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        String name = name(request);
        return Members.ofBody(request)
                .flatMap(members -> types.setSchedule(name, RetrySchedule.seconds(members)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static String name(ServerRequest request) {
        String name = request.pathVariable(NAME);
        if (!Names.isName(name)) {
            throw ApiProblem.notFound();
        }
        return name;
    }

    private static Mono<ServerResponse> ok(Mono<EventType> type) {
        return type.map(EventTypeAnswer::of).flatMap(ServerResponse.ok()::bodyValue);
    }
}
