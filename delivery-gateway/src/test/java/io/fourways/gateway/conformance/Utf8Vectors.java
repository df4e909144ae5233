package io.fourways.gateway.conformance;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Bytes that are UTF-8, and bytes that are not (RFC 3629, and the tables of the Unicode standard, 3.9). */
final class Utf8Vectors {

    /** The first and the last of each length, and those beside the surrogates and at the end of planes. */
    private static final List<Integer> CODE_POINTS = List.of(
            0x20, 0x7e, 0x7f, 0x80, 0x7ff, 0x800, 0xfff, 0x1000, 0xcfff, 0xd000, 0xd7ff, 0xe000, 0xfffd, 0xfffe, 0xffff,
            0x10000, 0x1ffff, 0x3ffff, 0x40000, 0xfffff, 0x100000, 0x10ffff);

    private static final List<String> INVALID = List.of(
            "80", // a continuation by itself
            "bf",
            "8080bf",
            "c0", // never used
            "c1",
            "f5",
            "f8",
            "fc",
            "fe",
            "ff",
            "c3", // cut off
            "c320",
            "e0a0",
            "e0a020",
            "efbf",
            "f09080",
            "f4",
            "c080", // longer than need be
            "c1bf",
            "e08080",
            "e09fbf",
            "f0808080",
            "f08fbfbf",
            "eda080", // surrogates
            "edadbf",
            "edb080",
            "edbfbf",
            "eda080edb080",
            "f4908080", // beyond the last
            "f7bfbfbf",
            "f888808080",
            "fbbfbfbfbf",
            "fc8480808080",
            "fdbfbfbfbfbf",
            "e28028", // a continuation that is none
            "f0288cbc",
            "f09028bc",
            "f0288c28",
            "cebae1bdb9cf83cebcceb5eda080656469746564");

    private Utf8Vectors() {}

    static Stream<String> valid() {
        Stream<String> points = CODE_POINTS.stream().map(Character::toString);
        return Stream.concat(
                points,
                Stream.of(
                        "Hello-µ@ßöäüàá-UTF-8!!",
                        "κόσμε",
                        "日本語 텍스트 ตัวอย่าง",
                        "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                        "a\u0000b",
                        "\ufeffbefore",
                        "line\u2028and\u2029paragraph"));
    }

    /** Each by itself, at the beginning, in the middle and at the end of something that is right. */
    static Stream<byte[]> invalid() {
        return INVALID.stream()
                .flatMap(hex -> Stream.of(hex, "2020" + hex, "7b227822" + hex + "7d", "e282ac" + hex))
                .map(HexFormat.of()::parseHex);
    }

    /** Those of which the beginning is wrong already, whatever should follow. */
    static Stream<byte[]> invalidFromTheFirst() {
        return Stream.of("80", "c0", "c1", "f5", "ff", "e080", "eda0", "edb0", "f080", "f490", "c320", "e28028")
                .map(HexFormat.of()::parseHex);
    }
}
