package io.fourways.ingest.administration.sources;

import io.fourways.ingest.provider.InvalidSettings;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.Source;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The sources there are, those of the configuration and those managed at run time, of which only the latter can be
 * changed. Every instance knows of a change soon, see {@code fourways.ingest.sources-refresh}.
 */
final class SourceAdministration {

    private static final int MAX_SECRETS = 10;
    private static final int MAX_SECRET_LENGTH = 8192;

    private final Database database;
    private final Map<String, Source> declared;
    private final Providers providers;
    private final Seal seal;
    private final Clock clock;

    SourceAdministration(Database database, Map<String, Source> declared, Providers providers, Seal seal, Clock clock) {
        this.database = database;
        this.providers = providers;
        this.declared = Map.copyOf(declared);
        this.seal = seal;
        this.clock = clock;
    }

    /** All of them by name; one that is declared hides a managed one. */
    Mono<List<SourceAnswer>> all() {
        return inTransaction(ManagedSourceTable::all).map(managed -> {
            Map<String, SourceAnswer> answers = new TreeMap<>();
            managed.forEach(source -> answers.put(source.name(), answer(source)));
            declared.values().forEach(source -> answers.put(source.name(), SourceAnswer.of(source)));
            return List.copyOf(answers.values());
        });
    }

    Mono<SourceAnswer> find(String name) {
        Source known = declared.get(name);
        return known == null
                ? inTransaction(table -> table.find(name))
                        .map(this::answer)
                        .switchIfEmpty(Mono.error(SourceProblems::unknown))
                : Mono.just(SourceAnswer.of(known));
    }

    /** Makes one that must not be there yet. */
    Mono<SourceAnswer> create(String name, SourceSettings settings) {
        return change(name, table -> insert(table, name, settings).switchIfEmpty(Mono.error(SourceProblems::exists)));
    }

    /** Makes one, or changes the one there is. */
    Mono<SourceAnswer> put(String name, SourceSettings settings) {
        return change(name, table -> table.take(name)
                .flatMap(known -> update(table, known, settings))
                .switchIfEmpty(Mono.defer(() -> insert(table, name, settings)))
                .switchIfEmpty(Mono.error(SourceProblems::exists)));
    }

    private Mono<ManagedSource> insert(ManagedSourceTable table, String name, SourceSettings settings) {
        List<String> secrets = settings.secrets();
        List<String> checked = check(settings, secrets == null ? List.of() : secrets);
        return seal.seal(name, checked, settings.secretOptions())
                .flatMap(ciphertext -> table.insert(name, settings, ciphertext, clock.instant()));
    }

    private Mono<ManagedSource> update(ManagedSourceTable table, ManagedSource known, SourceSettings settings) {
        return keepSecretOptions(known, settings).flatMap(whole -> Mono.justOrEmpty(whole.secrets())
                .switchIfEmpty(seal.open(known))
                .flatMap(secrets -> write(table, known.name(), whole, secrets)));
    }

    private Mono<ManagedSource> write(
            ManagedSourceTable table, String name, SourceSettings settings, List<String> secrets) {
        return seal.seal(name, check(settings, secrets), settings.secretOptions())
                .flatMap(ciphertext -> table.update(name, settings, ciphertext, clock.instant()));
    }

    /** They are not shown, so who writes back what was shown does not say them. */
    private Mono<SourceSettings> keepSecretOptions(ManagedSource known, SourceSettings settings) {
        return settings.leavesSecretsOut() ? secretOptions(known).map(settings::keeping) : Mono.just(settings);
    }

    /** Those sealed, and those that were written before they were. */
    private Mono<Map<String, String>> secretOptions(ManagedSource known) {
        return seal.openOptions(known).map(opened -> {
            Map<String, String> all = new LinkedHashMap<>(known.row().optionsByName());
            all.putAll(opened);
            return all;
        });
    }

    private static List<String> check(SourceSettings settings, List<String> secrets) {
        try {
            return settings.check(bounded("secrets", secrets));
        } catch (InvalidSettings invalid) {
            throw ProblemException.invalid(invalid.member(), String.valueOf(invalid.getMessage()));
        }
    }

    /** Takes one more secret beside those there are, as the newest. */
    Mono<SourceAnswer> addSecret(String name, String secret) {
        return rotate(name, secrets -> {
            Set<String> all = new LinkedHashSet<>(List.of(secret));
            all.addAll(secrets);
            return bounded("secret", List.copyOf(all));
        });
    }

    /** Takes the newest secret only. */
    Mono<SourceAnswer> dropOldSecrets(String name) {
        return rotate(name, secrets -> secrets.subList(0, 1));
    }

    private Mono<SourceAnswer> rotate(String name, UnaryOperator<List<String>> rotation) {
        return change(name, table -> table.take(name)
                .switchIfEmpty(Mono.error(SourceProblems::unknown))
                .flatMap(known -> seal.open(known)
                        .map(rotation)
                        .zipWith(seal.openOptions(known))
                        .flatMap(opened -> reseal(table, known, opened.getT1(), opened.getT2()))));
    }

    private Mono<ManagedSource> reseal(
            ManagedSourceTable table, ManagedSource known, List<String> secrets, Map<String, String> sealedOptions) {
        SourceSettings settings = known.settings(providers, sealedOptions);
        return seal.seal(known.name(), checked(settings, secrets), settings.secretOptions())
                .flatMap(ciphertext -> table.reseal(known.name(), settings, ciphertext, clock.instant()));
    }

    /** The provider has its say on a new secret, too. */
    private static List<String> checked(SourceSettings settings, List<String> secrets) {
        try {
            return settings.check(secrets);
        } catch (InvalidSettings invalid) {
            throw ProblemException.invalid("secret", String.valueOf(invalid.getMessage()));
        }
    }

    private static List<String> bounded(String member, List<String> secrets) {
        if (secrets.size() > MAX_SECRETS) {
            throw ProblemException.invalid(member, "A source has at most " + MAX_SECRETS + " secrets");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() > MAX_SECRET_LENGTH)) {
            throw ProblemException.invalid(member, "A secret has at most " + MAX_SECRET_LENGTH + " characters");
        }
        return secrets;
    }

    Mono<Void> delete(String name) {
        return requireManaged(name)
                .then(inTransaction(table -> table.delete(name)))
                .flatMap(deleted -> deleted ? Mono.empty() : Mono.error(SourceProblems.unknown()));
    }

    private Mono<SourceAnswer> change(String name, Function<ManagedSourceTable, Mono<ManagedSource>> change) {
        return requireManaged(name)
                .then(seal.requireKey())
                .then(inTransaction(change))
                .map(this::answer);
    }

    private Mono<Void> requireManaged(String name) {
        return declared.containsKey(name) ? Mono.error(SourceProblems.declared()) : Mono.empty();
    }

    private <T> Mono<T> inTransaction(Function<ManagedSourceTable, Mono<T>> work) {
        return database.inTransaction(client -> work.apply(new ManagedSourceTable(client)));
    }

    private SourceAnswer answer(ManagedSource source) {
        return SourceAnswer.of(source, source.shownOptions(providers), seal.count(source));
    }
}
