package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.OriginProperties;
import io.fourways.gateway.drain.DrainProperties;
import io.fourways.gateway.policy.ChannelProperties;
import io.fourways.gateway.websocket.CompressionProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** What everything that can be configured is when nobody configures it. */
class DefaultsTests {

    private static final List<Record> DEFAULTS = List.of(
            new GatewayProperties(
                    List.of(),
                    new GatewayProperties.Window(100_000, DataSize.ofMegabytes(64), 100_000),
                    new GatewayProperties.Replay(4, 256, DataSize.ofMegabytes(32), DataSize.ofMegabytes(64), 200_000),
                    Duration.ofSeconds(15),
                    new GatewayProperties.Coalescing(2, Duration.ofMillis(20)),
                    Duration.ofSeconds(2),
                    100_000),
            new GatewayLimits(
                    50_000,
                    5_000,
                    20_000,
                    128,
                    100,
                    1_000,
                    DataSize.ofMegabytes(64),
                    Duration.ofMinutes(2),
                    DataSize.ofKilobytes(64),
                    100,
                    500,
                    1_000,
                    2_000,
                    10_000),
            new OriginProperties(List.of()),
            new CompressionProperties(true, DataSize.ofBytes(256), DataSize.ofKilobytes(256)),
            new ChannelProperties(Map.of()),
            new DrainProperties(Duration.ofSeconds(10), Duration.ofSeconds(2)));

    static List<Record> defaults() {
        return DEFAULTS;
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void areThese(Record expected) {
        String prefix =
                expected.getClass().getAnnotation(ConfigurationProperties.class).value();
        Binder nothing = new Binder(new MapConfigurationPropertySource(Map.of()));
        Record created = nothing.bindOrCreate(prefix, expected.getClass());
        assertThat(created).isEqualTo(expected);
    }

    @Test
    void arePinnedForEveryOne() {
        List<String> properties = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackagesOf(GatewayApplication.class)
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::getName)
                        .toList();
        assertThat(DEFAULTS.stream().map(each -> each.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(properties);
    }
}
