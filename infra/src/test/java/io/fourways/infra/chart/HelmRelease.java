package io.fourways.infra.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.UpgradeCommand;
import io.fourways.infra.InfraFiles;
import io.fourways.infra.cluster.Cluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A release of the chart in a namespace of its own, made, changed and taken away by Helm. */
record HelmRelease(Cluster cluster, String namespace) {

    static final String NAME = "fourways";

    private static final int PATIENCE_SECONDS = 120;

    /** One that is not there yet. */
    static HelmRelease in(Cluster cluster, String namespace) {
        return new HelmRelease(cluster, cluster.namespace(namespace));
    }

    /** Has Helm render it by what the cluster can do, and nothing made. */
    Release dryRun(String values) {
        return installing(values).withDryRunOption(DryRun.SERVER).call();
    }

    void install(String values) {
        installing(values).call();
    }

    /** Until every pod is said to be ready. */
    void installAndWait(String values) {
        installing(values).waitReady().withTimeout(PATIENCE_SECONDS).call();
    }

    private InstallCommand installing(String values) {
        return installing(values, Map.of());
    }

    /** With these values, and settings besides. */
    InstallCommand installing(String values, Map<String, Object> settings) {
        InstallCommand command = new Helm(ChartCopy.ORIGINAL)
                .install()
                .withName(NAME)
                .withNamespace(namespace)
                .withKubeConfigContents(cluster.kubeconfig())
                .withValuesFile(values(values));
        settings.forEach(command::set);
        return command;
    }

    /** To the chart as it is, with these values and settings besides. */
    UpgradeCommand upgrading(String values, Map<String, Object> settings) {
        return upgrading(ChartCopy.ORIGINAL, values, settings);
    }

    UpgradeCommand upgrading(Path chart, String values, Map<String, Object> settings) {
        UpgradeCommand command = new Helm(chart)
                .upgrade()
                .withName(NAME)
                .withNamespace(namespace)
                .withKubeConfigContents(cluster.kubeconfig())
                .withTimeout(PATIENCE_SECONDS)
                .withValuesFile(values(values));
        settings.forEach(command::set);
        return command;
    }

    void uninstall() {
        Helm.uninstall(NAME)
                .withNamespace(namespace)
                .withKubeConfigContents(cluster.kubeconfig())
                .call();
    }

    List<ReleaseHistory> history() {
        return Helm.history(NAME)
                .withNamespace(namespace)
                .withKubeConfigContents(cluster.kubeconfig())
                .call();
    }

    private static Path values(String name) {
        return InfraFiles.at("helm/matrix/" + name);
    }
}
