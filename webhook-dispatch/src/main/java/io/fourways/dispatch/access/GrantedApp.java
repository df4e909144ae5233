package io.fourways.dispatch.access;

import org.jspecify.annotations.Nullable;

/**
 * An app that there is, and that the caller may see.
 *
 * @param uid what its owner calls it; null when they do not
 */
public record GrantedApp(String id, @Nullable String uid) {

    /** What its owner knows it by. */
    public String name() {
        return uid == null ? id : uid;
    }
}
