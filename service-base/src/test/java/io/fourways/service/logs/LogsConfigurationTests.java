package io.fourways.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Logs;
import io.fourways.contract.NamePattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LogsConfigurationTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(LogsConfiguration.class);

    @Test
    void isOneByDefault() {
        Binder nothing = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(nothing.bindOrCreate("fourways", LogsProperties.class)).isEqualTo(new LogsProperties(Map.of()));
        application.run(
                context -> assertThat(context.getBean(Logs.class).areSeveral()).isFalse());
    }

    @Test
    void areSeveralWhereTheyAreNamed() {
        application
                .withPropertyValues("fourways.logs.shop=orders,payments", "fourways.logs.talk=chat")
                .run(context ->
                        assertThat(context.getBean(Logs.class).names()).containsExactly(Logs.DEFAULT, "shop", "talk"));
    }

    @Test
    void canBeNamedInTheEnvironment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("FOURWAYS_LOGS_SHOP", "Orders,payments")));
        Logs logs = new Logs(Binder.get(environment)
                .bind("fourways", LogsProperties.class)
                .get()
                .logs());
        assertThat(logs.of(List.of(NamePattern.ofChannels("Orders.eu"), NamePattern.ofChannels("payments"))))
                .containsExactly("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fourways.logs.default=orders",
                "fourways.logs.Shop=orders",
                "fourways.logs.sh-op=orders",
                "fourways.logs.abcdefghijklmnopqrstuvwxy=orders",
                "fourways.logs.shop=",
                "fourways.logs.shop=orders.eu",
                "fourways.logs.shop=*",
                "fourways.logs.shop=orders,orders"
            })
    void refusesWhatIsNoLog(String property) {
        application.withPropertyValues(property).run(context -> assertThat(context)
                .hasFailed());
    }

    @Test
    void refusesToKeepASegmentInTwo() {
        application
                .withPropertyValues("fourways.logs.shop=orders", "fourways.logs.talk=chat,orders")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void saysThatTheEmbeddedBrokerHasOneOnly() {
        application
                .withPropertyValues("fourways.logs.shop=orders", "fourways.broker.embedded=true")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("embedded broker"));
    }

    private static FailureAnalysis analysis(Throwable failure) {
        FailureAnalysis analysis = new UnusableLogsAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis;
    }
}
