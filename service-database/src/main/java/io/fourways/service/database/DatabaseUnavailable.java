package io.fourways.service.database;

import io.fourways.service.problem.ProblemException;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The database is away, too slow, or not ready yet: 503 with {@code Retry-After}. What was asked of it may have been done
 * all the same, when only its answer did not come.
 */
public final class DatabaseUnavailable extends ProblemException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    DatabaseUnavailable(Throwable cause) {
        this();
        addSuppressed(cause);
    }

    /** Whether the database is there, and only something that another transaction has locked was not to be had in time. */
    public boolean isForALock() {
        for (Throwable cause = suppressed(); cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused) {
                return LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
            }
        }
        return false;
    }

    private @Nullable Throwable suppressed() {
        return getSuppressed().length == 0 ? null : getSuppressed()[0];
    }

    DatabaseUnavailable() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "Not stored",
                "The database cannot be reached; send the same again");
        retryAfter(RETRY_AFTER);
    }
}
