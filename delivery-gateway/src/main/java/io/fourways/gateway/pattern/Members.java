package io.fourways.gateway.pattern;

import io.fourways.gateway.pattern.PatternIndex.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who is registered under one pattern. Members stand beside their registrations, so that who goes through them need not touch those,
 * of which there is one in another place of the memory for each.
 */
final class Members<T> {

    private final List<T> members = new ArrayList<>(1);
    private final List<Registration<T>> registrations = new ArrayList<>(1);

    void add(Registration<T> registration, T member) {
        registration.position = members.size();
        members.add(member);
        registrations.add(registration);
    }

    /** Whether nobody is left. The last takes the place of the one that goes. */
    boolean remove(Registration<T> registration) {
        int end = members.size() - 1;
        T lastMember = members.remove(end);
        Registration<T> last = registrations.remove(end);
        if (last != registration) {
            members.set(registration.position, lastMember);
            registrations.set(registration.position, last);
            last.position = registration.position;
        }
        return end == 0;
    }

    void forEach(Consumer<T> action) {
        for (int i = 0; i < members.size(); i++) {
            action.accept(members.get(i));
        }
    }
}
