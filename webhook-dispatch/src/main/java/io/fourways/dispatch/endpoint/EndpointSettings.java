package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.RateLimit;
import io.fourways.dispatch.id.IdKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an endpoint is like, as requests say it, but for its secret and its headers. */
record EndpointSettings(
        @Nullable String uid,
        String url,
        String description,
        int version,
        boolean disabled,
        @Nullable List<String> filterTypes,
        @Nullable List<String> channels,
        @Nullable Integer rateLimit,
        Map<String, String> metadata,
        DeliveryOptions options) {

    private static final int MAX_VERSION = 65_535;

    /** All of it: what is not said is not there. */
    static EndpointSettings of(Members members) {
        Map<String, String> metadata = Objects.requireNonNullElse(members.textsByName("metadata"), Map.of());
        return new EndpointSettings(
                uid(members),
                EndpointUrl.of(members),
                Objects.requireNonNullElse(members.text("description"), ""),
                version(members, 1),
                members.flag("disabled", false),
                EndpointFilters.types(members),
                EndpointFilters.channels(members),
                RateLimit.of(members),
                metadata,
                DeliveryOptions.of(members, metadata));
    }

    /** What is said, the rest as it was. */
    static EndpointSettings patched(Endpoint endpoint, Members members) {
        Map<String, String> metadata = Objects.requireNonNullElse(members.textsByName("metadata"), endpoint.metadata());
        return new EndpointSettings(
                members.says("uid") ? uid(members) : endpoint.uid(),
                members.says("url") ? EndpointUrl.of(members) : endpoint.url(),
                members.says("description") ? members.requiredText("description") : endpoint.description(),
                version(members, endpoint.version()),
                members.flag("disabled", endpoint.disabled()),
                EndpointFilters.saysTypes(members) ? EndpointFilters.types(members) : endpoint.filterTypes(),
                members.says(EndpointFilters.CHANNELS) ? EndpointFilters.channels(members) : endpoint.channels(),
                RateLimit.isSaid(members) ? RateLimit.of(members) : endpoint.rateLimit(),
                metadata,
                DeliveryOptions.of(members, metadata));
    }

    /** The same with the name that the path has it by, unless it says another. */
    EndpointSettings named(String nameInPath) {
        return uid == null
                ? new EndpointSettings(
                        nameInPath,
                        url,
                        description,
                        version,
                        disabled,
                        filterTypes,
                        channels,
                        rateLimit,
                        metadata,
                        options)
                : this;
    }

    private static int version(Members members, int otherwise) {
        Integer version = members.integer("version", 1, MAX_VERSION);
        return version == null ? otherwise : version;
    }

    /** It must not be taken for an id. */
    private static @Nullable String uid(Members members) {
        String uid = members.name("uid");
        if (uid != null && uid.startsWith(IdKind.ENDPOINT.prefix())) {
            throw members.invalid("must not begin like an id, with " + IdKind.ENDPOINT.prefix(), "uid");
        }
        return uid;
    }
}
