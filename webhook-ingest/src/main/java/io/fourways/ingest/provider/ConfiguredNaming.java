package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the webhooks of a sender we know nothing of say what they are: by options of the source. */
final class ConfiguredNaming {

    static final String ID_HEADER = "id-header";
    private static final String ID_POINTER = "id-pointer";
    private static final String TYPE_HEADER = "type-header";
    private static final String TYPE_POINTER = "type-pointer";

    private ConfiguredNaming() {}

    /** Options known to a provider that is named like this, besides its own. */
    static String[] options(String... others) {
        return Stream.concat(Stream.of(ID_HEADER, ID_POINTER, TYPE_HEADER, TYPE_POINTER), Stream.of(others))
                .toArray(String[]::new);
    }

    static SettingsCheck check(SettingsCheck settings) {
        return settings.optionIs(ID_POINTER, ConfiguredNaming::isPointer, "must be a JSON pointer, such as /id")
                .optionIs(TYPE_POINTER, ConfiguredNaming::isPointer, "must be a JSON pointer, such as /type");
    }

    private static boolean isPointer(String text) {
        return text.startsWith("/");
    }

    /** The body as one event; the header wins over the pointer. */
    static ProviderEvent read(IncomingWebhook webhook, ProviderSettings settings) {
        String[] pointers = Stream.of(ID_POINTER, TYPE_POINTER)
                .flatMap(name -> settings.option(name).filter(ConfiguredNaming::isPointer).stream())
                .distinct()
                .toArray(String[]::new);
        JsonValues values = JsonValues.read(webhook.body(), pointers);
        return Events.whole(
                webhook,
                find(webhook, settings, values, ID_HEADER, ID_POINTER),
                find(webhook, settings, values, TYPE_HEADER, TYPE_POINTER));
    }

    private static Optional<String> find(
            IncomingWebhook webhook, ProviderSettings settings, JsonValues values, String header, String pointer) {
        return settings.option(header).flatMap(webhook::header).or(() -> settings.option(pointer)
                .flatMap(values::at));
    }
}
