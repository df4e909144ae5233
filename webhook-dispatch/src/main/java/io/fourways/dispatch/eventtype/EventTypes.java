package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Page;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * The event types that are described. They need not be: events of the log become messages, and endpoints filter them,
 * whether their types are known here or not.
 */
final class EventTypes {

    private final Database database;
    private final Clock clock;

    EventTypes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** By name. */
    Mono<Page<EventTypeAnswer>> list(boolean archivedToo, boolean withContent, PageRequest page) {
        Function<EventType, EventTypeAnswer> view = withContent ? EventTypeAnswer::of : EventTypeAnswer::withoutContent;
        return inTransaction(table -> table.list(archivedToo, page))
                .map(types -> page.page(types, EventType::name, view));
    }

    Mono<EventType> find(String name) {
        return found(table -> table.find(name));
    }

    /** Makes one that must not be there yet, unless in the archive. */
    Mono<EventType> create(String name, EventTypeSettings settings) {
        return inTransaction(table -> table.insert(name, settings, clock.instant()))
                .switchIfEmpty(Mono.error(() -> new ApiProblem(
                        HttpStatus.CONFLICT, "event_type_exists", "An event type with this name exists")));
    }

    Mono<Made<EventType>> put(String name, EventTypeSettings settings) {
        return inTransaction(table -> table.upsert(name, settings, clock.instant()));
    }

    Mono<EventType> patch(String name, Members members) {
        return found(table -> table.take(name)
                .flatMap(type -> table.update(name, EventTypeSettings.patched(type, members), clock.instant())));
    }

    /** Puts it into the archive, or removes it altogether. */
    Mono<Void> delete(String name, boolean altogether) {
        return inTransaction(table -> altogether ? table.delete(name) : table.archive(name, clock.instant()))
                .flatMap(was -> was ? Mono.empty() : Mono.error(ApiProblem.notFound()));
    }

    Mono<RetrySchedule> schedule(String name) {
        return found(table -> table.schedule(name));
    }

    Mono<RetrySchedule> setSchedule(String name, @Nullable List<Integer> seconds) {
        return found(table -> table.setSchedule(name, seconds, clock.instant()));
    }

    private <T> Mono<T> found(Function<EventTypeTable, Mono<T>> work) {
        return inTransaction(work).switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    private <T> Mono<T> inTransaction(Function<EventTypeTable, Mono<T>> work) {
        return database.inTransaction(client -> work.apply(new EventTypeTable(client)));
    }
}
