package io.fourways.gateway.shortcut;

import org.jspecify.annotations.Nullable;

/** Takes a request that was taken before, word for word the same but for its {@link Parts}, on the same connection. */
@FunctionalInterface
public interface Again {

    /**
     * Whether it takes the request: then it answers, at once or later, or {@linkplain Turn#passOn passes it on}. Otherwise the request
     * is offered as any other.
     *
     * @param ofTarget the part of the target that may differ; null where there is none
     * @param ofField  the field's value that may differ; null where there is none
     */
    boolean take(Turn turn, @Nullable String ofTarget, @Nullable String ofField);
}
