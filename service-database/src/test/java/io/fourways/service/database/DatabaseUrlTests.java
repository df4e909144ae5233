package io.fourways.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTests {

    private static final String PROPERTY = "fourways.test.database.url";

    @Test
    void readsEveryPart() {
        assertThat(DatabaseUrl.of(PROPERTY, "postgresql://inbox:secret@db.example:6543/webhooks"))
                .isEqualTo(new DatabaseUrl("db.example", 6543, "webhooks", "inbox", "secret", "disable"));
    }

    @Test
    void decodesPercentEncodingAndNothingElse() {
        DatabaseUrl url = DatabaseUrl.of(PROPERTY, "postgresql://a%40b:p%2F%3A+%25@db/in%20box");
        assertThat(url.username()).isEqualTo("a@b");
        assertThat(url.password()).isEqualTo("p/:+%");
        assertThat(url.database()).isEqualTo("in box");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/in%20box?sslmode=disable");
    }

    @Test
    void takesAColonInThePassword() {
        assertThat(DatabaseUrl.of(PROPERTY, "postgresql://a:b:c@db/x").password())
                .isEqualTo("b:c");
    }

    @Test
    void needsNoPasswordAndNoPort() {
        assertThat(DatabaseUrl.of(PROPERTY, "postgres://inbox@[::1]/webhooks?sslmode=require"))
                .isEqualTo(new DatabaseUrl("::1", 5432, "webhooks", "inbox", null, "require"));
        assertThat(DatabaseUrl.of(PROPERTY, "postgres://inbox@[::1]/webhooks").jdbcUrl())
                .contains("//[::1]:5432/");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                " ",
                "jdbc:postgresql://db/webhooks",
                "mysql://a:hunter2@db/webhooks",
                "postgresql://a:hunter2@db",
                "postgresql://a:hunter2@db/",
                "postgresql://a:hunter2@db/x/y",
                "postgresql://a:hunter2@db/x?application_name=y",
                "postgresql://a:hunter2@db/x?sslmode=maybe",
                "postgresql://a:hunter2@db:port/x",
                "postgresql://a:hunter2@/x",
                "postgresql://a:hunter2%zz@db/x",
                "postgresql://a:hunter2 @db/x",
                "postgresql://:hunter2@db/x",
                "postgresql://db/x"
            })
    void refusesWhatIsNoneAndTellsNoPassword(String text) {
        assertThatExceptionOfType(UnusableDatabaseUrlException.class)
                .isThrownBy(() -> DatabaseUrl.of(PROPERTY, text))
                .satisfies(refusal -> {
                    assertThat(refusal).hasNoCause().message().contains("FOURWAYS_TEST_DATABASE_URL");
                    assertThat(refusal.getMessage()).doesNotContain("hunter2");
                    assertThat(new UnusableDatabaseUrlAnalyzer()
                                    .analyze(refusal)
                                    .getAction())
                            .contains("postgresql://");
                });
    }

    @Test
    void tellsNoPasswordWhenPrinted() {
        assertThat(DatabaseUrl.of(PROPERTY, "postgresql://a:hunter2@db/x"))
                .asString()
                .isEqualTo("db:5432/x");
    }
}
