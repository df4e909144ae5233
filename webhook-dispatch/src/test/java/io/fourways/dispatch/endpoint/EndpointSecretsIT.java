package io.fourways.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import io.fourways.dispatch.api.RunningApi;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

@Isolated("an application that starts beside it sets up the log anew, which is looked at here")
@ExtendWith(OutputCaptureExtension.class)
class EndpointSecretsIT {

    private final RunningApi api = RunningApi.shared();
    private final Svix svix = api.svix();
    private final String app = "app." + UUID.randomUUID();
    private final String all = "/api/v1/app/" + app + "/endpoint";

    @Test
    void areToldToNobodyElse(CapturedOutput output) throws Exception {
        svix.getApplication().create(new ApplicationIn().name("An app").uid(app));
        String secret = "whsec_bmVlZGxlLW5lZWRsZS1uZWVkbGUtbmVlZGxl";
        EndpointOut made = svix.getEndpoint()
                .create(
                        app,
                        new EndpointIn()
                                .url(URI.create("https://receiver.example"))
                                .secret(secret)
                                .headers(Map.of("Authorization", "needle-1")));
        String path = all + "/" + made.getId();
        String answers = api.call(HttpMethod.GET, path, null).text()
                + api.call(HttpMethod.GET, all, null).text()
                + api.call(HttpMethod.GET, path + "/headers", null).text()
                + api.call(HttpMethod.PATCH, path + "/headers", "{\"headers\":{\"X-Auth-Token\":\"needle-2\\n\"}}")
                        .text()
                + api.call(HttpMethod.PUT, path + "/headers", "{\"headers\":{\"X-Auth-Token\":[\"needle-3\"]}}")
                        .text()
                + api.call(HttpMethod.POST, all, "{\"url\":\"https://a.example\",\"secret\":\"needle-4\"}")
                        .text();
        assertThat(answers).contains("Authorization").doesNotContain("needle", "bmVlZGxl");
        assertThat(output.getAll()).doesNotContain("needle", "bmVlZGxl");
        assertThat(api.database()
                        .count("SELECT count(*) FROM endpoint e, endpoint_secret s WHERE e::text || s::text"
                                + " || encode(e.sealed_headers, 'escape') || encode(s.sealed, 'escape')"
                                + " ~ 'needle|bmVlZGxl'"))
                .isZero();
    }
}
