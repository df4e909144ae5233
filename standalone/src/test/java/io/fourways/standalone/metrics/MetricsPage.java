package io.fourways.standalone.metrics;

import io.fourways.standalone.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}. */
final class MetricsPage {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final List<String> OF_EVERY_SERVICE = List.of("Whoever publishes", "Every service");
    private static final Pattern ROW = Pattern.compile("\\| `(fourways_\\w+)` \\| (\\w+)[^|]* \\|([^|]*)\\|.*");
    private static final Pattern TAG = Pattern.compile("`(\\w+)`");

    private MetricsPage() {}

    /** What it says that a service has. */
    static Map<String, Meter> of(Service service) throws IOException {
        Map<String, Meter> meters = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (row.matches() && (section.equals(service.serviceName()) || OF_EVERY_SERVICE.contains(section))) {
                meters.put(row.group(1), new Meter(row.group(2), tags(row.group(3))));
            }
        }
        return meters;
    }

    private static Set<String> tags(String cell) {
        Set<String> tags = new TreeSet<>();
        TAG.matcher(cell).results().forEach(tag -> tags.add(tag.group(1)));
        return tags;
    }
}
