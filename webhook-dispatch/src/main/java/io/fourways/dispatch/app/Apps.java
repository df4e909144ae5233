package io.fourways.dispatch.app;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.Page;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import reactor.core.publisher.Mono;

/** The apps there are. Each has an id of ours, and perhaps one of its owner's; either will do to name it. */
final class Apps {

    private final Database database;
    private final Clock clock;
    private final SubscriptionSignal subscriptions;

    Apps(Database database, Clock clock, SubscriptionSignal subscriptions) {
        this.database = database;
        this.clock = clock;
        this.subscriptions = subscriptions;
    }

    Mono<Page<AppAnswer>> list(AppFilter filter, PageRequest page) {
        return inTransaction(table -> table.list(filter, page)).map(apps -> page.page(apps, App::id, AppAnswer::of));
    }

    /** Fails as not found when there is none. */
    Mono<App> find(String app) {
        return inTransaction(table -> table.find(app)).switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    /**
     * Makes one.
     *
     * @param unlessThere whether one that its owner calls the same will do
     */
    Mono<Made<App>> create(AppSettings settings, boolean unlessThere) {
        return change(table -> insert(table, settings)
                .switchIfEmpty(unlessThere ? Mono.defer(() -> known(table, settings)) : Mono.empty())
                .switchIfEmpty(Mono.error(Apps::exists)));
    }

    private Mono<Made<App>> insert(AppTable table, AppSettings settings) {
        return table.insert(Ids.app(clock.instant()), settings, clock.instant()).map(app -> new Made<>(app, true));
    }

    private static Mono<Made<App>> known(AppTable table, AppSettings settings) {
        return Mono.justOrEmpty(settings.uid()).flatMap(table::find).map(app -> new Made<>(app, false));
    }

    /** Changes one, or makes one that is called so. */
    Mono<Made<App>> put(String app, AppSettings settings) {
        return change(table -> table.take(app)
                .flatMap(known -> table.update(
                                known.id(), app.equals(known.uid()) ? settings.named(app) : settings, clock.instant())
                        .map(changed -> new Made<>(changed, false)))
                .switchIfEmpty(Mono.defer(() -> insertNamed(table, app, settings))));
    }

    private Mono<Made<App>> insertNamed(AppTable table, String app, AppSettings settings) {
        return Names.isName(app) && !app.startsWith(IdKind.APP.prefix())
                ? insert(table, settings.named(app)).switchIfEmpty(Mono.error(Apps::exists))
                : Mono.error(ApiProblem.notFound());
    }

    Mono<App> patch(String app, Members members) {
        return change(table -> table.take(app)
                .flatMap(known -> table.update(known.id(), AppSettings.patched(known, members), clock.instant()))
                .switchIfEmpty(Mono.error(ApiProblem::notFound)));
    }

    Mono<Void> delete(String app) {
        return change(table -> table.delete(app))
                .flatMap(deleted -> deleted ? Mono.empty() : Mono.error(ApiProblem.notFound()));
    }

    private <T> Mono<T> change(Function<AppTable, Mono<T>> change) {
        return inTransaction(change)
                .onErrorMap(DuplicateKeyException.class, taken -> exists())
                .doOnSuccess(changed -> subscriptions.raise());
    }

    private static ApiProblem exists() {
        return ApiProblem.conflict("An app with this uid exists");
    }

    private <T> Mono<T> inTransaction(Function<AppTable, Mono<T>> work) {
        return database.inTransaction(client -> work.apply(new AppTable(client)));
    }
}
