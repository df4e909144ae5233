package io.fourways.gateway.prepared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fourways.gateway.prepared.Question.Terms;
import io.fourways.gateway.serving.ServedLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The texts that were admitted a short while ago, and the questions they ask; so many bytes of both. Thread-safe. */
final class Known {

    private static final long MOST_BYTES = 32 << 20;

    /** Longer than any text counts. */
    private static final Duration TIME = Duration.ofMinutes(1);

    private final Cache<PollText, Prepared> texts = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((PollText text, Prepared said) -> said.question().terms().weight())
            .expireAfterWrite(TIME)
            .build();
    private final Cache<Terms, Question> questions = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Terms terms, Question asked) -> terms.weight())
            .expireAfterAccess(TIME)
            .build();
    private final KeptPages pages = new KeptPages();

    @Nullable
    Prepared of(PollText text) {
        return texts.getIfPresent(text);
    }

    /** The question of these terms; its channels are in this log. */
    Question question(ServedLog log, Terms terms) {
        return questions.get(terms, asked -> new Question(log, asked, pages));
    }

    void add(Prepared prepared) {
        texts.put(prepared.text(), prepared);
    }
}
