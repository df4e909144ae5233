package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.message.api.MessageFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Which attempts a list is to have.
 *
 * @param messages  at which messages, but for the times, which are the attempts' own
 * @param status    0 or 2; null for any
 * @param codeClass 100, 200 … 500 for answers of that class, 0 for none; null for any
 */
record AttemptFilter(
        MessageFilter messages,
        @Nullable Integer status,
        @Nullable Integer codeClass) {

    private static final int GREATEST_CLASS = 500;

    static AttemptFilter of(ServerRequest request) {
        Members query = Members.ofQuery(request);
        return new AttemptFilter(
                MessageFilter.of(request), Status.wanted(query), query.integer("status_code_class", 0, GREATEST_CLASS));
    }

    /** Whether it asks for what only the message tells. */
    boolean isAboutMessages() {
        return messages.channel() != null || messages.tag() != null;
    }

    /** How many attempts are looked at for those that fulfil it. */
    int look() {
        if (isAboutMessages()) {
            return BoundedList.FEW;
        }
        return status == null && codeClass == null ? messages.look() : BoundedList.MANY;
    }

    /** The condition on their ids that goes with the times. */
    String range() {
        return messages.range("a.id");
    }

    GenericExecuteSpec bindRange(GenericExecuteSpec statement) {
        return messages.bindRange(statement, IdKind.ATTEMPT);
    }

    /** The condition on attempts named {@code a} and, if it is about them, messages named {@code m}. */
    String condition() {
        return "TRUE"
                + (status == null ? "" : " AND a.status = :status")
                + (codeClass == null ? "" : " AND a.response_code >= :code AND a.response_code < :code + 100")
                + (messages.before() == null ? "" : " AND a.created_at < :before")
                + (messages.after() == null ? "" : " AND a.created_at > :after")
                + (messages.eventTypes().isEmpty() ? "" : " AND a.event_type = ANY (:types)")
                + (messages.channel() == null ? "" : " AND :channel = ANY (m.channels)")
                + (messages.tag() == null ? "" : " AND :tag = ANY (m.tags)");
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement) {
        GenericExecuteSpec bound = messages.bind(statement);
        bound = status == null ? bound : bound.bind("status", status);
        return codeClass == null ? bound : bound.bind("code", codeClass);
    }
}
