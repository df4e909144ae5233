package io.fourways.dispatch.app;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.RateLimit;
import io.fourways.dispatch.id.IdKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an app is like, as requests say it.
 *
 * @param uid       what its owner calls it
 * @param rateLimit deliveries per second of all its endpoints together
 * @param channels  patterns, as its metadata says
 */
record AppSettings(
        @Nullable String uid,
        String name,
        @Nullable Integer rateLimit,
        Map<String, String> metadata,
        List<String> channels) {

    /** All of it: what is not said is not there. */
    static AppSettings of(Members members) {
        Map<String, String> metadata = Objects.requireNonNullElse(members.textsByName("metadata"), Map.of());
        return new AppSettings(
                uid(members), name(members), RateLimit.of(members), metadata, SubscribedChannels.of(members, metadata));
    }

    /** What is said, the rest as it was. */
    static AppSettings patched(App app, Members members) {
        Map<String, String> given = members.textsByName("metadata");
        Map<String, String> metadata = given == null ? app.metadata() : given;
        return new AppSettings(
                members.says("uid") ? uid(members) : app.uid(),
                members.says("name") ? name(members) : app.name(),
                RateLimit.isSaid(members) ? RateLimit.of(members) : app.rateLimit(),
                metadata,
                given == null ? app.channels() : SubscribedChannels.of(members, metadata));
    }

    /** The same with the name that the path has it by, unless it says another. */
    AppSettings named(String nameInPath) {
        return uid == null ? new AppSettings(nameInPath, name, rateLimit, metadata, channels) : this;
    }

    private static String name(Members members) {
        String name = members.requiredText("name");
        if (name.isEmpty()) {
            throw members.invalid("must not be empty", "name");
        }
        return name;
    }

    /** It must not be taken for an id. */
    private static @Nullable String uid(Members members) {
        String uid = members.name("uid");
        if (uid != null && uid.startsWith(IdKind.APP.prefix())) {
            throw members.invalid("must not begin like an id, with " + IdKind.APP.prefix(), "uid");
        }
        return uid;
    }
}
