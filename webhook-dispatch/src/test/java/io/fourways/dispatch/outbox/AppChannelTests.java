package io.fourways.dispatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppChannelTests {

    @Test
    void namesTheAppAndTheType() {
        assertThat(AppChannel.of("webhooks", "acme", "app_1", "invoice.paid").name())
                .isEqualTo("webhooks.acme.invoice.paid");
    }

    @Test
    void replacesWhatNoChannelMayHave() {
        assertThat(AppChannel.of("webhooks", "acme", "app_1", "invoice/paid").name())
                .isEqualTo("webhooks.acme.invoice_paid");
        assertThat(AppChannel.of("webhooks", "acme", "app_1", ".a..b.").name()).isEqualTo("webhooks.acme.a.b");
        assertThat(AppChannel.of("webhooks", "acme", "app_1", "...").name()).isEqualTo("webhooks.acme._");
    }

    /** Who may read one app's events must not read another's with it. */
    @Test
    void isNoOtherAppsWhateverItIsCalled() {
        assertThat(AppChannel.of("webhooks", "acme_com", "app_1", "paid").name())
                .isEqualTo("webhooks.acme_com.paid");
        assertThat(AppChannel.of("webhooks", "acme.com", "app_2", "paid").name())
                .isEqualTo("webhooks.app_2.paid");
        assertThat(AppChannel.of("webhooks", "app.1", "app_3", "paid").name()).isEqualTo("webhooks.app_3.paid");
    }

    @Test
    void staysAsShortAsAChannelMustBe() {
        assertThat(AppChannel.of("webhooks", "u".repeat(250), "app_1", "paid").name())
                .isEqualTo("webhooks.app_1.paid");
        assertThat(AppChannel.of("webhooks", "acme", "app_1", "t".repeat(256)).name())
                .isEqualTo("webhooks.app_1." + "t".repeat(240));
        assertThat(AppChannel.of("webhooks", "acme", "app_1", "t".repeat(239) + ".uu")
                        .name())
                .isEqualTo("webhooks.app_1." + "t".repeat(239));
    }
}
