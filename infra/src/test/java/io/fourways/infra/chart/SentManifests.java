package io.fourways.infra.chart;

import io.fourways.infra.cluster.Objects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Helm has sent to the cluster for a revision of a release, as it keeps it there itself.
 *
 * @param hooks what is sent when a hook is run, here the pods of {@code helm test}
 */
record SentManifests(Manifests all, Manifests hooks) {

    private static final JsonMapper JSON = new JsonMapper();

    static SentManifests of(Objects objects, HelmRelease release, int revision) {
        String name = "sh.helm.release.v1." + HelmRelease.NAME + ".v" + revision;
        JsonNode secret = objects.stored(release.namespace(), "v1", "Secret", name);
        JsonNode kept = unpacked(secret.at("/data/release").asString());
        String hooks = String.join(
                "\n---\n",
                kept.path("hooks")
                        .valueStream()
                        .map(hook -> hook.path("manifest").asString())
                        .toList());
        return new SentManifests(Manifests.of(kept.path("manifest").asString()), Manifests.of(hooks));
    }

    /** Helm's own Base64 within that of Secrets, and gzip within that. */
    private static JsonNode unpacked(String data) {
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Manifest> withHooks() {
        return Stream.concat(all.all().stream(), hooks.all().stream());
    }
}
