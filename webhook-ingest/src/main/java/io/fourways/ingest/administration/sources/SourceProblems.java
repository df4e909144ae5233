package io.fourways.ingest.administration.sources;

import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** Why a source cannot be shown or changed. */
final class SourceProblems {

    private static final String KEY = "fourways.ingest.secrets-key";

    private SourceProblems() {}

    static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "unknown-source", "No such source", "There is no source of that name");
    }

    static ProblemException exists() {
        return new ProblemException(
                HttpStatus.CONFLICT, "source-exists", "There is one already", "There is a source of that name");
    }

    static ProblemException declared() {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "source-declared",
                "Declared by configuration",
                "The source is one of the configuration, which is where it can be changed");
    }

    static ProblemException noKey() {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "secrets-key-missing",
                        "No key for secrets",
                        "Sources can be managed here once " + KEY + " is set: their secrets are sealed under it")
                .with("property", KEY);
    }

    static ProblemException providerGone(String name) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "provider-unknown",
                "Provider unknown",
                "The source's provider, " + name + ", is not known here; give the source another one, or delete it");
    }

    static ProblemException unreadable() {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "secrets-unreadable",
                        "Secrets cannot be read",
                        "The source's secrets were sealed under a key that is not known here; replace them, or add it to"
                                + " fourways.ingest.previous-secrets-keys")
                .with("property", "fourways.ingest.previous-secrets-keys");
    }
}
