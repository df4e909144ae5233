package io.fourways.gateway.prepared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Holds the newest page of each question, for others who are at the same place. All of them together have no more than so many
 * bytes, however much is asked. Thread-safe.
 */
final class KeptPages {

    private static final long MOST_BYTES = 16 << 20;

    /** One that is longer is made for who asks, and not kept. */
    private static final int SMALL = 64 << 10;

    private final Cache<Question, Answer> pages = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MOST_BYTES)
            .weigher((Question question, Answer page) -> page.length())
            .executor(Runnable::run)
            .build();

    void keep(Question question, Answer page) {
        if (page.length() <= SMALL) {
            pages.put(question, page);
        } else {
            pages.invalidate(question);
        }
    }
}
