package io.fourways.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTemplateTests {

    private static final String DATA = """
            {"skipped":{"data":{"id":"no"}},"data":{"id":"cus_1","n":1.5e3,"yes":true,"none":null,"object":{"a":[10,"é.😀"]},
             "empty":"","a/b":"slash","dots":"x.*.y"}}""";

    private static String render(String template, String type, String data) {
        return ChannelTemplate.of(template)
                .render("shop", type, data.getBytes(StandardCharsets.UTF_8))
                .name();
    }

    @ParameterizedTest
    @CsvSource({
        "webhooks.{source}.{type}, webhooks.shop.invoice.paid",
        "{source}, shop",
        "fixed.channel, fixed.channel",
        "pre-{type}_post, pre-invoice.paid_post",
        "orders.{/data/id}, orders.cus_1",
        "orders.{/data/id}.{/data/yes}, orders.cus_1.true",
        "{/data/n}, 1_5e3",
        "{/data/object/a/0}, 10",
        "{/data/object/a/1}, ___",
        "{/data/a~1b}, slash",
        "{/data/dots}, x___y",
        "{/data/missing}.x, _.x",
        "{/data/none}, _",
        "{/data/empty}, _",
        "{/data/object}, _",
        "{/data/object/a}, _",
    })
    void rendersPlaceholders(String template, String channel) {
        assertThat(render(template, "invoice.paid", DATA)).isEqualTo(channel);
    }

    @ParameterizedTest
    @CsvSource({"order/created, order_created", "a..b, a._.b", ".a., _.a._", "'', _", "*.**, _.__", "é 1, __1", "., _._"
    })
    void rendersTypeOnlyToWhatChannelMayHave(String type, String channel) {
        assertThat(render("{type}", type, DATA)).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b&c=d", "{\"data\":", "{\"data\":{\"id\"", "[1]", "\"text\"", "nul", "\u0000"})
    void takesValueForMissingWhereDataIsNotSuchJson(String data) {
        assertThat(render("x.{/data/id}", "t", data)).isEqualTo("x._");
    }

    @Test
    void takesValueForMissingWhereDataIsNestedBeyondMeasure() {
        assertThat(render("x.{/data/id}", "t", "[".repeat(100_000))).isEqualTo("x._");
    }

    @Test
    void fallsBackToDefaultWhereChannelWouldBeTooLong() {
        String data = "{\"id\":\"" + "x".repeat(300) + "\"}";
        assertThat(render("orders.{/id}", "placed", data)).isEqualTo("webhooks.shop.placed");
        assertThat(render("orders.{/id}", "x".repeat(300), data)).isEqualTo("webhooks.shop");
    }

    @Test
    void fillsChannelToItsLastByte() {
        assertThat(render("{type}", "x".repeat(255), "")).hasSize(255);
        assertThat(render("{type}", "x".repeat(256), "")).isEqualTo("webhooks.shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".a",
                "a.",
                "a..b",
                "a.{type",
                "a}b",
                "{channel}",
                "{}",
                "a b",
                "a.*",
                "{data/id}",
                "{{type}}"
            })
    void refusesWhatCouldNeverBeAChannel(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelTemplate.of(template));
    }
}
