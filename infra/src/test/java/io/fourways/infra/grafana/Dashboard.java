package io.fourways.infra.grafana;

import io.fourways.infra.InfraFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A dashboard, as its file has it. */
record Dashboard(Path file, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of them. */
    static List<Dashboard> all() {
        return InfraFiles.below("grafana/dashboards", ".json").stream()
                .map(file -> new Dashboard(file, JSON.readTree(file)))
                .toList();
    }

    String uid() {
        return json.required("uid").stringValue();
    }

    /** Rows, and what is in them, in order. */
    List<JsonNode> everything() {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode panel : json.required("panels")) {
            all.add(panel);
            panel.path("panels").forEach(all::add);
        }
        return all;
    }

    /** What shows something: all but rows. */
    List<Panel> panels() {
        return everything().stream()
                .filter(panel -> !panel.required("type").stringValue().equals("row"))
                .map(panel -> new Panel(this, panel))
                .toList();
    }

    /** What can be chosen at the top. */
    Stream<JsonNode> variables() {
        return json.at("/templating/list").valueStream();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    /** A part of a dashboard that shows something. */
    record Panel(Dashboard dashboard, JsonNode json) {

        String type() {
            return json.required("type").stringValue();
        }

        String title() {
            return json.required("title").stringValue();
        }

        String description() {
            return json.required("description").stringValue();
        }

        List<String> expressions() {
            return json.required("targets")
                    .valueStream()
                    .map(target -> target.required("expr").stringValue())
                    .toList();
        }

        @Override
        public String toString() {
            return dashboard + ": " + title();
        }
    }
}
