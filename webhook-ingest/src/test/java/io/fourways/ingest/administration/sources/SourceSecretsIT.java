package io.fourways.ingest.administration.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.administration.RunningAdministration;
import io.fourways.system.database.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Isolated("an application that starts beside it sets up the log anew, which is looked at here")
@ExtendWith(OutputCaptureExtension.class)
class SourceSecretsIT {

    private final RunningAdministration service = RunningAdministration.shared();
    private final TestDatabase database = service.database();

    @Test
    void areNeverShown(CapturedOutput output) {
        String name = "s-" + UUID.randomUUID();
        String path = "/v1/sources/" + name;
        String settings = """
                {"provider":"meta","secrets":["needle-1","needle-2"],"options":{"verify-token":"needle-3"}}""";
        String answers = service.put(path, settings).text()
                + service.put(path, settings.replace("meta", "nobody")).text()
                + service.put(path, settings.replace("options", "ohptions")).text()
                + service.put(path, settings.replace("\"secrets\":[", "\"secrets\":[1,"))
                        .text()
                + service.post("/v1/sources", settings).text()
                + service.post(path + "/secrets", "{\"secret\":\"needle-4\"}").text()
                + service.post(path + "/secrets", "{\"secret\":[\"needle-4\"]}").text()
                + service.get(path).text()
                + service.get("/v1/sources").text()
                + service.delete(path + "/secrets").text();
        assertThat(answers).contains("\"secretCount\":3").doesNotContain("needle");
        assertThat(output.getAll()).doesNotContain("needle");
        assertThat(database.count("SELECT count(*) FROM source s WHERE s::text || encode(sealed_secrets, 'escape')"
                        + " || coalesce(encode(sealed_options, 'escape'), '') LIKE '%needle%'"))
                .isZero();
    }
}
