package io.fourways.dispatch.id;

import java.time.Instant;

/** What something is, as the prefix of its id says. */
public enum IdKind {
    APP("app_"),
    ENDPOINT("ep_"),
    MESSAGE("msg_"),
    ATTEMPT("atmpt_"),
    TASK("qtask_");

    private final String prefix;

    IdKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    /** A new id, of something made at that time. */
    public String next(Instant at) {
        return prefix + Ksuid.next(at);
    }

    /** Whether the text is an id of this kind, of something that may exist or not. */
    public boolean matches(String text) {
        return text.startsWith(prefix) && Ksuid.isWellFormed(text.substring(prefix.length()));
    }
}
