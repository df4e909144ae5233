package io.fourways.infra.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fourways.infra.InfraFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is asked of Helm: a chart, with values of {@code infra/helm/matrix} and some besides, for a Kubernetes of some version.
 *
 * @param settings more values, each as {@code key=value}
 */
record Rendering(Path chart, Path values, List<String> settings, String kubernetes) {

    static final String RELEASE = "fourways";

    private static final String NAMESPACE = "events";

    /** Many tests look at the same ones, and each takes Helm a while. */
    private static final Map<Rendering, Manifests> DONE = new ConcurrentHashMap<>();

    /** The chart with the values of that file, for the newest Kubernetes. */
    static Rendering of(String values) {
        return new Rendering(
                ChartCopy.WITHOUT_CLUSTER, InfraFiles.at("helm/matrix/" + values), List.of(), Matrix.NEWEST);
    }

    Rendering on(String kubernetes) {
        return new Rendering(chart, values, settings, kubernetes);
    }

    Rendering withHooks() {
        return new Rendering(ChartCopy.WITH_HOOKS, values, settings, kubernetes);
    }

    /** The same with one value more, as {@code key=value}. */
    Rendering with(String setting) {
        List<String> more = new ArrayList<>(settings);
        more.add(setting);
        return new Rendering(chart, values, List.copyOf(more), kubernetes);
    }

    /** Fails with what Helm says against it. */
    Manifests manifests() {
        return DONE.computeIfAbsent(this, Rendering::render);
    }

    private Manifests render() {
        TemplateCommand command = new Helm(chart)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes)
                .withValuesFile(values);
        settings.forEach(setting -> {
            int end = setting.indexOf('=');
            command.set(setting.substring(0, end), setting.substring(end + 1));
        });
        return Manifests.of(command.call());
    }

    /** What tells it from others in a test's name. */
    @Override
    public String toString() {
        return String.join(" ", values.getFileName() + " on " + kubernetes, String.join(" ", settings))
                .strip();
    }
}
