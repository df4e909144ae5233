package io.fourways.dispatch.isolation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rates of whole apps, which their endpoints share. For one thread. */
public final class AppRates {

    private final Map<String, RateLimit> rates = new HashMap<>();

    /** The app's limit; another than before is another from now on. */
    @Nullable
    RateLimit of(String appId, @Nullable Integer perSecond) {
        if (perSecond == null) {
            rates.remove(appId);
            return null;
        }
        return rates.compute(
                appId,
                (id, known) -> known != null && known.perSecond() == perSecond ? known : new RateLimit(perSecond));
    }

    /** Forgets all but these. */
    void keep(Set<String> appIds) {
        rates.keySet().retainAll(appIds);
    }

    int size() {
        return rates.size();
    }
}
