package io.fourways.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

class DocumentedPropertiesTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(fourways\\.(?:dispatch|connections)\\.[a-z.-]+)`");

    /** What has a section of its own. */
    private static final Set<String> ELSEWHERE = Set.of(
            "fourways.dispatch.secrets-key",
            "fourways.dispatch.previous-secrets-keys",
            "fourways.dispatch.database.url");

    @Test
    void areAllTheLimitsThereAre() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/webhooks-out.md")));
        while (row.find()) {
            documented.add(row.group(1));
        }
        Set<String> properties = Stream.of("io.fourways.dispatch", "io.fourways.service.connections")
                .flatMap(DocumentedPropertiesTests::properties)
                .filter(name -> !ELSEWHERE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(properties);
    }

    private static Stream<String> properties(String inPackage) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<BeanDefinition> found = List.copyOf(scanner.findCandidateComponents(inPackage));
        assertThat(found).isNotEmpty();
        return found.stream()
                .map(bean -> ClassUtils.resolveClassName(
                        Objects.requireNonNull(bean.getBeanClassName()), ClassUtils.getDefaultClassLoader()))
                .flatMap(DocumentedPropertiesTests::properties);
    }

    private static Stream<String> properties(Class<?> type) {
        String prefix = Objects.requireNonNull(
                        AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class))
                .prefix();
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + "." + dashed(name));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
