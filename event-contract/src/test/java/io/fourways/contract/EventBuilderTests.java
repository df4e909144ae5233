package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBuilderTests {

    private static final EventDefaults DEFAULTS =
            new EventDefaults(() -> "default-id", () -> "/default", () -> "default.type", () -> "2026-11-23T18:18:00Z");

    private final EventBuilder builder =
            new EventBuilder().member("specversion", "1.0").member("channel", "c");

    @Test
    void fillsInWhatIsMissingOnly() {
        Event event = builder.member("id", "own").member("time", null).build(DEFAULTS);
        assertThat(event)
                .isEqualTo(new Event(
                        "own",
                        "/default",
                        "default.type",
                        new Channel("c"),
                        "2026-11-23T18:18:00Z",
                        null,
                        Map.of(),
                        null));
    }

    @Test
    void doesNotAskForADefaultThatIsNotNeeded() {
        EventDefaults unasked = new EventDefaults(
                () -> {
                    throw new AssertionError("asked for an id");
                },
                () -> "/s",
                () -> "t",
                () -> null);
        assertThat(builder.member("id", "own").build(unasked).time()).isNull();
    }

    @Test
    void doesNotFillInForAnEmptyValue() {
        assertThatThrownBy(() -> builder.member("id", "").build(DEFAULTS)).hasMessage("id must not be empty");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> builder.build(EventDefaults.NONE)).hasMessage("id is missing");
        assertThatThrownBy(() -> new EventBuilder().member("specversion", "1.0").build(DEFAULTS))
                .hasMessage("channel is missing");
        assertThatThrownBy(() -> new EventBuilder().member("channel", "c").build(DEFAULTS))
                .hasMessage("specversion must be 1.0");
    }

    @Test
    void keepsExtensionsInTheOrderTheyCame() {
        List.of("z", "a", "m").forEach(name -> builder.member(name, name));
        assertThat(builder.build(DEFAULTS).attributes().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void takesOnePayload() {
        builder.data(new EventData.Text("a"));
        assertThatThrownBy(() -> builder.data(new EventData.Text("b"))).isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> builder.member("data_base64", "AA=="))
                .hasMessage("data_base64 and data exclude each other");
    }

    @Test
    void refusesAnAttributeNamedData() {
        assertThatThrownBy(() -> builder.member("data", "a")).hasMessageStartingWith("data ");
    }

    @Test
    void leavesOutACursor() {
        assertThat(builder.member("cursor", "abc").build(DEFAULTS).attributes()).isEmpty();
    }
}
