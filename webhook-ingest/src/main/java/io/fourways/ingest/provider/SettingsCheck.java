package io.fourways.ingest.provider;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What can be wrong with a source's settings, said so that its operator can mend it, and no secret is shown. */
final class SettingsCheck {

    private static final String SECRETS = "secrets";

    private final ProviderSettings settings;

    private SettingsCheck(ProviderSettings settings) {
        this.settings = settings;
    }

    static SettingsCheck of(ProviderSettings settings) {
        Duration tolerance = settings.tolerance();
        require("tolerance", tolerance == null || !tolerance.isNegative(), "The tolerance must not be negative");
        return new SettingsCheck(settings);
    }

    /** At least one, none of them blank. */
    SettingsCheck hasSecrets() {
        require(SECRETS, !settings.secrets().isEmpty(), "A secret is missing");
        return secretsAre(secret -> !secret.isBlank(), "must not be blank");
    }

    /** Each is usable, or the message says which, counted from 1, and what it should be. */
    SettingsCheck secretsAre(Predicate<String> usable, String should) {
        List<String> secrets = settings.secrets();
        for (int i = 0; i < secrets.size(); i++) {
            require(SECRETS, usable.test(secrets.get(i)), "Secret " + (i + 1) + " " + should);
        }
        return this;
    }

    SettingsCheck hasOption(String name) {
        require(
                settings.option(name).filter(value -> !value.isBlank()).isPresent(),
                "The option " + name + " is missing");
        return this;
    }

    /** Where it is set, the value is one that can be used. */
    SettingsCheck optionIs(String name, Predicate<String> usable, String should) {
        require(settings.option(name).filter(usable.negate()).isEmpty(), "The option " + name + " " + should);
        return this;
    }

    /** No option but these, for a mistyped one would silently mean nothing. */
    SettingsCheck knowsOnly(String... names) {
        Set<String> unknown = new TreeSet<>(settings.options().keySet());
        unknown.removeAll(Set.of(names));
        String known =
                names.length == 0 ? "there are none" : "known are " + String.join(", ", new TreeSet<>(Set.of(names)));
        require(unknown.isEmpty(), "There is no option " + String.join(", ", unknown) + ": " + known);
        return this;
    }

    /** Of the options. */
    static void require(boolean met, String message) {
        require("options", met, message);
    }

    private static void require(String member, boolean met, String message) {
        if (!met) {
            throw new InvalidSettings(member, message);
        }
    }
}
