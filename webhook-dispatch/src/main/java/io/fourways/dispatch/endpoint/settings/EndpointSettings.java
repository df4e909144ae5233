package io.fourways.dispatch.endpoint.settings;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.RateLimit;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an endpoint is like, but for its secret and its headers. */
public record EndpointSettings(
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

    /** What {@link #of(Readable)} reads. */
    public static final String COLUMNS = "uid, url, description, version, disabled, filter_types, channels, rate_limit,"
            + " CAST(metadata AS text) AS metadata, schedule, ordering, concurrency";

    private static final int MAX_VERSION = 65_535;

    public static EndpointSettings of(Readable row) {
        return new EndpointSettings(
                row.get("uid", String.class),
                Rows.required(row, "url", String.class),
                Rows.required(row, "description", String.class),
                Rows.required(row, "version", Integer.class),
                Rows.required(row, "disabled", Boolean.class),
                Rows.list(row, "filter_types"),
                Rows.list(row, "channels"),
                row.get("rate_limit", Integer.class),
                Rows.texts(row, "metadata"),
                DeliveryOptions.of(row));
    }

    /** All of it: what a request does not say is not there. */
    public static EndpointSettings of(Members members) {
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

    /** What a request says, the rest as it was. */
    public EndpointSettings patched(Members members) {
        Map<String, String> given = Objects.requireNonNullElse(members.textsByName("metadata"), metadata);
        return new EndpointSettings(
                members.says("uid") ? uid(members) : uid,
                members.says("url") ? EndpointUrl.of(members) : url,
                members.says("description") ? members.requiredText("description") : description,
                version(members, version),
                members.flag("disabled", disabled),
                EndpointFilters.saysTypes(members) ? EndpointFilters.types(members) : filterTypes,
                members.says(EndpointFilters.CHANNELS) ? EndpointFilters.channels(members) : channels,
                RateLimit.isSaid(members) ? RateLimit.of(members) : rateLimit,
                given,
                DeliveryOptions.of(members, given));
    }

    /** The same with the name that the path has it by, unless it says another. */
    public EndpointSettings named(String nameInPath) {
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

    /** Keeps its URL, which may have a token, out of logs. */
    @Override
    public String toString() {
        return "EndpointSettings[" + uid + "]";
    }
}
