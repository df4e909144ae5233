package io.fourways.dispatch.api;

import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** A problem with the {@code code} that clients of this API tell errors apart by, as Svix names them. */
public final class ApiProblem extends ProblemException {

    /** The member of a problem that names it for programs. */
    public static final String CODE = "code";

    /**
     * @param code   in snake case; the problem's type is the same in kebab case
     * @param detail what happened this time, fit for a client's eyes
     */
    public ApiProblem(HttpStatus status, String code, String detail) {
        super(status, code.replace('_', '-'), status.getReasonPhrase(), detail);
        with(CODE, code);
    }

    /** There is no such thing, or none that this caller may know of. */
    public static ApiProblem notFound() {
        return new ApiProblem(HttpStatus.NOT_FOUND, "not_found", "Entity not found");
    }

    public static ApiProblem conflict(String detail) {
        return new ApiProblem(HttpStatus.CONFLICT, "conflict", detail);
    }

    /** The caller is known, and may not do this even to what is theirs. */
    public static ApiProblem insufficientAccess(String detail) {
        return new ApiProblem(HttpStatus.FORBIDDEN, "insufficient_access", detail);
    }

    public static ApiProblem badRequest(String code, String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, code, detail);
    }
}
