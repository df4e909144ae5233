package io.fourways.system.architecture;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The names of the properties that there are, and of those that are written about. */
public final class PropertyNames {

    private PropertyNames() {}

    /** Those of the records in some packages, and beneath, that configuration is bound to; every package has some. */
    public static Set<String> in(String... packages) {
        return Stream.of(packages).flatMap(PropertyNames::in).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> in(String onePackage) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<BeanDefinition> found = scanner.findCandidateComponents(onePackage);
        if (found.isEmpty()) {
            throw new AssertionError("Nothing in " + onePackage + " is bound to configuration");
        }
        return found.stream()
                .map(bean -> ClassUtils.resolveClassName(
                        Objects.requireNonNull(bean.getBeanClassName()), ClassUtils.getDefaultClassLoader()))
                .flatMap(PropertyNames::of);
    }

    private static Stream<String> of(Class<?> type) {
        String prefix = Objects.requireNonNull(
                        AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class))
                .prefix();
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + "." + dashed(name));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Those with some prefixes that a row of a table in a document begins with. */
    public static Set<String> documentedIn(Path document, String... prefixes) throws IOException {
        String anyPrefix = Stream.of(prefixes).map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile("(?m)^\\| `((?:" + anyPrefix + ")\\.[a-z.-]+)`")
                .matcher(Files.readString(document))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
