package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTests {

    @ParameterizedTest
    @CsvSource({
        "false, true, id > :iterator, ' ORDER BY id ASC LIMIT 3'",
        "false, false, id < :iterator, ' ORDER BY id DESC LIMIT 3'",
        "true, true, id < :iterator, ' ORDER BY id DESC LIMIT 3'",
        "true, false, id > :iterator, ' ORDER BY id ASC LIMIT 3'",
    })
    void goesEitherWay(boolean back, boolean ascending, String condition, String order) {
        PageRequest page = new PageRequest(2, "b", back, ascending);
        assertThat(page.condition("id")).isEqualTo(condition);
        assertThat(page.order("id")).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"false, 'c,d', d, -c, false", "true, 'd,c', c, -d, false"})
    void showsWhatItFoundInTheListsOrder(boolean back, String shown, String iterator, String previous, boolean done) {
        Page<String> page = new PageRequest(2, "b", back, true)
                .page(List.of("c", "d", "e"), Function.identity(), Function.identity());
        assertThat(page).isEqualTo(new Page<>(List.of(shown.split(",")), iterator, previous, done));
    }

    @ParameterizedTest
    @CsvSource({"false, c, z, -c", "true, c, c, -z"})
    void goesOnFromWhereItHasLookedTo(boolean back, String shown, String iterator, String previous) {
        PageRequest request = new PageRequest(2, "b", back, true);
        assertThat(request.page(new Found<>(List.of("c"), true, "z"), Function.identity(), Function.identity()))
                .isEqualTo(new Page<>(List.of(shown), iterator, previous, false));
        assertThat(request.page(new Found<String>(List.of(), true, "z"), Function.identity(), Function.identity()))
                .isEqualTo(new Page<>(List.of(), "z", "-z", false));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void isDoneWhenThereIsNoMore(boolean back) {
        PageRequest request = new PageRequest(2, null, back, true);
        assertThat(request.condition("id")).isEqualTo("TRUE");
        assertThat(request.page(List.of("c", "d"), Function.identity(), Function.identity())
                        .done())
                .isTrue();
        assertThat(request.page(List.<String>of(), Function.identity(), Function.identity()))
                .isEqualTo(new Page<>(List.of(), null, null, true));
    }
}
