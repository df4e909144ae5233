package io.fourways.infra.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who reads what happens in a failure learns which alert says so. */
class OperationsTests {

    private static final Pattern PAGE = Pattern.compile("\\[(\\w+)]\\(runbooks/(\\w+)\\.md\\)");

    @Test
    void everyAlertStandsBesideAFault() throws IOException {
        String operations = Files.readString(InfraFiles.at("../docs/operations.md"));
        Set<String> named = PAGE.matcher(operations)
                .results()
                .filter(link -> !link.group(1).equals("README"))
                .map(OperationsTests::page)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Alert.all().stream().map(Alert::name).collect(Collectors.toSet()));
    }

    private static String page(MatchResult link) {
        assertThat(link.group(1)).isEqualTo(link.group(2));
        return link.group(1);
    }
}
