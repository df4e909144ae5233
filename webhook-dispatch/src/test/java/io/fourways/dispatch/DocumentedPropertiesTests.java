package io.fourways.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.architecture.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedPropertiesTests {

    /** What has a section of its own. */
    private static final Set<String> ELSEWHERE = Set.of(
            "fourways.dispatch.secrets-key",
            "fourways.dispatch.previous-secrets-keys",
            "fourways.dispatch.database.url");

    @Test
    void areAllTheLimitsThereAre() throws IOException {
        Set<String> properties = PropertyNames.in("io.fourways.dispatch", "io.fourways.service.connections");
        properties.removeAll(ELSEWHERE);
        assertThat(PropertyNames.documentedIn(
                        Path.of("../docs/webhooks-out.md"), "fourways.dispatch", "fourways.connections"))
                .isEqualTo(properties);
    }
}
