package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.egress.address.EndpointUrls;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EgressConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(EgressConfiguration.class)
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void takesListsAsEnvironmentsHaveThem() {
        runner.withPropertyValues(
                        "fourways.dispatch.egress.http=true",
                        "fourways.dispatch.egress.ports=443, 8000-8999",
                        "fourways.dispatch.egress.allow=10.1.2.0/24, fd12::/16")
                .run(context -> {
                    EndpointUrls urls = context.getBean(EndpointUrls.class);
                    assertThat(urls.refusal("http://10.1.2.3:8080/")).isEmpty();
                    assertThat(urls.refusal("https://[fd12::1]/")).isEmpty();
                    assertThat(urls.refusal("https://10.1.3.3/")).isPresent();
                });
    }

    @ParameterizedTest
    @CsvSource({"allow, 10.0.0.0/33", "deny, example.com", "ports, 0-80", "ports, https"})
    void refusesToStartOnWhatCannotBeRead(String property, String value) {
        runner.withPropertyValues("fourways.dispatch.egress." + property + "=" + value)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("fourways.dispatch.egress." + property + " cannot be read."));
    }
}
