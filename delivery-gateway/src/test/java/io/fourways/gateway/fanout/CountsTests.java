package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CountsTests {

    private static final int KEYS = 4;

    /** @param steps a key each, which is added; or taken away, in the second half of the range, if it is there */
    @Property
    void areThoseOfASimpleModel(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 2 * KEYS - 1) Integer> steps) {
        Counts<Integer> counts = new Counts<>();
        Map<Integer, Integer> model = new HashMap<>();
        for (int step : steps) {
            int key = step % KEYS;
            if (step < KEYS) {
                assertThat(counts.add(key)).isEqualTo(!model.containsKey(key));
                model.merge(key, 1, Integer::sum);
            } else if (model.containsKey(key)) {
                counts.remove(key);
                model.merge(key, -1, (count, less) -> count > 1 ? count - 1 : null);
            } else {
                assertThatIllegalStateException().isThrownBy(() -> counts.remove(key));
            }
            assertThat(all(counts)).isEqualTo(model);
            assertThat(counts.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(counts.has(key)).isEqualTo(model.containsKey(key));
        }
    }

    private static Map<Integer, Integer> all(Counts<Integer> counts) {
        Map<Integer, Integer> all = new HashMap<>();
        counts.forEach(all::put);
        return all;
    }
}
