package io.fourways.ingest.administration.selection;

import io.fourways.ingest.administration.Members;
import io.fourways.ingest.source.Source;
import io.fourways.service.problem.ProblemException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which webhooks are meant.
 *
 * @param source  the name of theirs; null for any
 * @param verdict theirs
 * @param type    that of the event, such as {@code github.push}; null for any
 * @param since   received at this time or later; null for the oldest there is
 * @param until   received before this time; null for the newest there is
 * @param setAside only those that the relay has set aside, since they cannot be published as they are
 */
public record WebhookFilter(
        @Nullable String source,
        Verdict verdict,
        @Nullable String type,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean setAside) {

    /** What a request says of it. */
    public static final Set<String> MEMBERS = Set.of("source", "verdict", "type", "since", "until", "setAside");

    /** Reads those members; fails with a problem 400 that names one. */
    public static WebhookFilter of(Members members) {
        String source = members.text("source");
        if (source != null && !Source.isName(source)) {
            throw ProblemException.invalid("source", "source is no name that a source could have");
        }
        String verdict = members.text("verdict");
        WebhookFilter filter = new WebhookFilter(
                source,
                verdict == null ? Verdict.ACCEPTED : Verdict.of(verdict),
                members.text("type"),
                members.time("since"),
                members.time("until"),
                members.flag("setAside"));
        if (filter.type != null && filter.verdict != Verdict.ACCEPTED) {
            throw ProblemException.invalid("type", "type is known of accepted webhooks only: others are not read");
        }
        if (filter.setAside && filter.verdict != Verdict.ACCEPTED) {
            throw ProblemException.invalid("setAside", "setAside is of accepted webhooks only: others are not relayed");
        }
        return filter;
    }

    /** The same but for what came later than a moment. */
    public WebhookFilter notAfter(Instant moment) {
        Instant end = until == null || until.isAfter(moment) ? moment : until;
        return new WebhookFilter(source, verdict, type, since, end, setAside);
    }
}
