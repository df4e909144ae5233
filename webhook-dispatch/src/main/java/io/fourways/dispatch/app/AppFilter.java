package io.fourways.dispatch.app;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Which apps are listed.
 *
 * @param granted         those that the caller may see, by id or by their owner's; null for all
 * @param withEndpoints   only those that have an endpoint
 * @param withoutDisabled only those that have none that is disabled
 */
record AppFilter(@Nullable List<String> granted, boolean withEndpoints, boolean withoutDisabled) {

    private static final String ENDPOINTS = "EXISTS (SELECT FROM endpoint e WHERE e.app_id = app.id";

    static AppFilter of(ApiKey key, Members query) {
        return new AppFilter(
                key.opensEverything() ? null : List.copyOf(key.apps()),
                query.flag("exclude_apps_with_no_endpoints", false),
                query.flag("exclude_apps_with_disabled_endpoints", false));
    }

    String condition() {
        return (granted == null ? "TRUE" : "(id = ANY(:granted) OR uid = ANY(:granted))")
                + (withEndpoints ? " AND " + ENDPOINTS + ")" : "")
                + (withoutDisabled ? " AND NOT " + ENDPOINTS + " AND e.disabled)" : "");
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement) {
        List<String> apps = granted;
        return apps == null ? statement : statement.bind("granted", apps.toArray(String[]::new));
    }
}
