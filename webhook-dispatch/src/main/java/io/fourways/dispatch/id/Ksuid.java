package io.fourways.dispatch.id;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Twenty bytes in base 62: the second (four bytes, counted from 2014), and sixteen that are random. The first four of
 * those are the fraction of the second here, so that ids sort within it, too; no reader can tell the difference.
 *
 * @see <a href="https://github.com/segmentio/ksuid">KSUID</a>
 */
final class Ksuid {

    static final int LENGTH = 27;

    private static final long EPOCH = 1_400_000_000L;
    private static final long LAST = EPOCH + 0xffff_ffffL;
    private static final int WORDS = 5;
    private static final long WORD = 0xffff_ffffL;
    private static final int BASE = 62;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String GREATEST = "aWgEPTl1tmebfsQzFP4bxwgy80V";
    private static final double NANOS = 1_000_000_000d;

    private Ksuid() {}

    static String next(Instant at) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return encode(
                second(at), fraction(at), random.nextLong() & WORD, random.nextLong() & WORD, random.nextLong() & WORD);
    }

    static String firstOf(Instant at) {
        if (at.getEpochSecond() < EPOCH) {
            return encode(0, 0, 0, 0, 0);
        }
        return at.getEpochSecond() > LAST ? GREATEST : encode(second(at), fraction(at), 0, 0, 0);
    }

    private static long second(Instant at) {
        long second = at.getEpochSecond() - EPOCH;
        if (second < 0 || second > WORD) {
            throw new IllegalArgumentException("No id can tell of " + at);
        }
        return second;
    }

    private static long fraction(Instant at) {
        return (long) (at.get(ChronoField.NANO_OF_SECOND) / NANOS * (WORD + 1));
    }

    static boolean isWellFormed(String text) {
        return text.length() == LENGTH
                && text.chars().allMatch(digit -> DIGITS.indexOf(digit) >= 0)
                && text.compareTo(GREATEST) <= 0;
    }

    static Instant secondOf(String text) {
        long[] words = new long[WORDS];
        for (int i = 0; i < LENGTH; i++) {
            long carry = DIGITS.indexOf(text.charAt(i));
            for (int word = WORDS - 1; word >= 0; word--) {
                long value = words[word] * BASE + carry;
                words[word] = value & WORD;
                carry = value >>> Integer.SIZE;
            }
        }
        return Instant.ofEpochSecond(EPOCH + words[0]);
    }

    private static String encode(long... words) {
        long[] rest = Arrays.copyOf(words, WORDS);
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            long remainder = 0;
            for (int word = 0; word < WORDS; word++) {
                long value = (remainder << Integer.SIZE) | rest[word];
                rest[word] = value / BASE;
                remainder = value % BASE;
            }
            text[i] = DIGITS.charAt((int) remainder);
        }
        return new String(text);
    }
}
