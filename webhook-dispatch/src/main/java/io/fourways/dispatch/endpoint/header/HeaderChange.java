package io.fourways.dispatch.endpoint.header;

import io.fourways.dispatch.api.Members;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a request makes of an endpoint's headers.
 *
 * @param keepsOthers whether those that it does not name stay
 * @param set         by name, in which case does not matter
 * @param removed     likewise
 */
public record HeaderChange(boolean keepsOthers, Map<String, String> set, Set<String> removed) {

    /** These and no others. */
    public static HeaderChange all(Members members) {
        Map<String, String> headers = members.textsByName(HeaderRules.MEMBER);
        if (headers == null) {
            throw members.missing(HeaderRules.MEMBER);
        }
        return new HeaderChange(false, checked(members, headers), Set.of());
    }

    /** Those that a new endpoint is to have, if any. */
    public static HeaderChange first(Members members) {
        return new HeaderChange(
                false,
                checked(members, Objects.requireNonNullElse(members.textsByName(HeaderRules.MEMBER), Map.of())),
                Set.of());
    }

    /** These beside those there are, but for those that are null or said to be deleted. */
    public static HeaderChange patch(Members members) {
        HeaderChange given = all(members);
        Set<String> removed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        JsonNode headers = Objects.requireNonNull(members.json(HeaderRules.MEMBER));
        headers.propertyStream()
                .filter(header -> header.getValue().isNull())
                .forEach(header -> removed.add(header.getKey()));
        removed.addAll(Objects.requireNonNullElse(members.texts("deleteHeaders"), List.of()));
        return new HeaderChange(true, given.set(), removed);
    }

    private static Map<String, String> checked(Members members, Map<String, String> headers) {
        Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            HeaderRules.check(members, name, value);
            checked.put(name, value);
        });
        return checked;
    }

    /** The headers as they are then. */
    Map<String, String> applyTo(Map<String, String> headers) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (keepsOthers) {
            changed.putAll(headers);
        }
        removed.forEach(changed::remove);
        set.forEach((name, value) -> {
            changed.remove(name);
            changed.put(name, value);
        });
        return changed;
    }

    /** Keeps values out of logs. */
    @Override
    public String toString() {
        return "HeaderChange[" + set.keySet() + ", " + removed + "]";
    }
}
