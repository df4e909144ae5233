package io.fourways.standalone.metrics;

import io.fourways.standalone.Service;
import io.fourways.standalone.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a service says at {@code /actuator/prometheus}, in Prometheus's text format. */
final class Scrape {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> OF_EVERY_ONE = Set.of("application", "le", "quantile");
    private static final List<String> PARTS = List.of("_bucket", "_count", "_sum", "");

    private final List<String> lines;

    private Scrape(List<String> lines) {
        this.lines = lines;
    }

    static Scrape of(Standalone standalone, Service service) throws IOException, InterruptedException {
        String port = standalone.environment(service).getRequiredProperty("local.management.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        return new Scrape(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
                .body()
                .toList());
    }

    /** The meters of Fourways, by their names. The largest that a timer had belongs to the timer. */
    Map<String, Meter> meters() {
        Map<String, String> types = new LinkedHashMap<>();
        lines.stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .filter(type -> type.group(1).startsWith("fourways_"))
                .forEach(type -> types.put(type.group(1), type.group(2)));
        Map<String, Meter> meters = new TreeMap<>();
        types.forEach((name, type) -> {
            boolean isPart = name.endsWith("_max") && types.containsKey(name.substring(0, name.length() - 4));
            if (!isPart) {
                meters.put(name, new Meter(type, tags(name)));
            }
        });
        return meters;
    }

    private Set<String> tags(String meter) {
        Set<String> tags = new TreeSet<>();
        lines.stream()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(sample ->
                        PARTS.stream().anyMatch(part -> sample.group(1).equals(meter + part)))
                .forEach(sample -> tags.addAll(tags(sample).keySet()));
        tags.removeAll(OF_EVERY_ONE);
        return tags;
    }

    private static Map<String, String> tags(Matcher sample) {
        Map<String, String> tags = new TreeMap<>();
        if (sample.group(2) != null) {
            TAG.matcher(sample.group(2)).results().forEach(tag -> tags.put(tag.group(1), tag.group(2)));
        }
        return tags;
    }

    /** The sum of what the samples of this name say that have these tags, each followed by its value. */
    double sum(String name, String... tags) {
        return lines.stream()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(sample -> sample.group(1).equals(name) && has(tags(sample), tags))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    private static boolean has(Map<String, String> all, String... wanted) {
        return IntStream.range(0, wanted.length / 2).allMatch(i -> wanted[2 * i + 1].equals(all.get(wanted[2 * i])));
    }
}
