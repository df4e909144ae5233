package io.fourways.dispatch.api;

import io.fourways.service.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** A request that says something it must not: 422, naming each member at fault and repeating nothing of it. */
public final class InvalidRequest extends ProblemException {

    private final transient List<Fault> faults;

    /**
     * What is wrong with one member.
     *
     * @param loc  where it is: {@code body} or {@code query}, then the names and indexes down to it
     * @param msg  what is wrong
     * @param type what kind of error it is
     */
    public record Fault(List<String> loc, String msg, String type) {

        public Fault {
            loc = List.copyOf(loc);
        }
    }

    public InvalidRequest(List<Fault> faults) {
        super(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-request",
                "Invalid request",
                faults.get(0).msg());
        this.faults = List.copyOf(faults);
        with(ApiProblem.CODE, "validation");
    }

    /** One member of the body, or the body itself when none is named. */
    public static InvalidRequest inBody(String msg, String... names) {
        return in("body", msg, names);
    }

    static InvalidRequest in(String part, String msg, String... names) {
        List<String> loc = Stream.concat(Stream.of(part), Stream.of(names)).toList();
        return new InvalidRequest(List.of(new Fault(loc, msg, "value_error")));
    }

    public List<Fault> faults() {
        return faults;
    }
}
