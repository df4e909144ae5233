package io.fourways.gateway.session;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.JsonMembers;
import io.fourways.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client says on {@code fourways.v1}: one command, and an id by which it knows the answer.
 *
 * @param id      a JSON number or string as it was sent, or {@code null}
 * @param members the commands: their names, and what each is about as JSON
 */
record ControlFrame(String id, Map<String, byte[]> members) {

    /** The id of what has none. */
    static final String NO_ID = "null";

    /** @throws InvalidEventException when the text is no JSON object */
    static ControlFrame parse(byte[] utf8) {
        Map<String, byte[]> members = new HashMap<>(JsonMembers.of(utf8));
        byte[] id = members.remove("id");
        return new ControlFrame(id == null ? NO_ID : new String(id, StandardCharsets.UTF_8), members);
    }

    /** The id where it can be one, to answer with. */
    String answerId() {
        return isId() ? id : NO_ID;
    }

    private boolean isId() {
        char first = id.charAt(0);
        return first == '"' || first == '-' || (first >= '0' && first <= '9') || id.equals(NO_ID);
    }

    /** The one command; fails with a 400 when there is not exactly one. */
    Map.Entry<String, byte[]> command() {
        if (!isId()) {
            throw ProblemException.invalid("id", "id must be a number or a string");
        }
        if (members.size() != 1) {
            throw ProblemException.invalid("body", "body must hold one command beside its id");
        }
        return members.entrySet().iterator().next();
    }
}
