package io.fourways.infra.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a chart as its file explains them: by a comment that begins with two dashes above each. */
final class ValuesFile {

    private static final Pattern COMMENT = Pattern.compile("\\s*# -- (.*)");
    private static final Pattern KEY = Pattern.compile("(\\s*)([A-Za-z][\\w-]*):(?: (.*))?");

    /**
     * One value.
     *
     * @param written its default as it is written; nothing if it takes lines of its own
     */
    record Value(String path, String written, String comment) {

        String shown() {
            return written.isEmpty() ? "see values.yaml" : "`" + written + "`";
        }
    }

    private ValuesFile() {}

    static List<Value> read(Path file) throws IOException {
        List<Value> values = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        String comment = "";
        for (String line : Files.readAllLines(file)) {
            Matcher said = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (said.matches()) {
                comment = said.group(1);
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!comment.isEmpty()) {
                    values.add(new Value(String.join(".", path), key.group(3) == null ? "" : key.group(3), comment));
                    comment = "";
                }
            }
        }
        return values;
    }
}
