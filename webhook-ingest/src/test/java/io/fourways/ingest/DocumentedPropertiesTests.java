package io.fourways.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.architecture.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedPropertiesTests {

    /** What has a section of its own. */
    private static final Set<String> ELSEWHERE = Set.of(
            "fourways.ingest.sources",
            "fourways.ingest.secrets-key",
            "fourways.ingest.previous-secrets-keys",
            "fourways.ingest.database.url");

    @Test
    void areAllTheLimitsThereAre() throws IOException {
        Set<String> properties = PropertyNames.in("io.fourways.ingest", "io.fourways.service.connections");
        properties.removeAll(ELSEWHERE);
        assertThat(PropertyNames.documentedIn(
                        Path.of("../docs/webhooks-in.md"), "fourways.ingest", "fourways.connections"))
                .isEqualTo(properties);
    }
}
