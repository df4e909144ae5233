package io.fourways.system.client;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** Manages webhooks by the official client of the API, as somebody who may do everything. */
public final class DispatchApi {

    private final Svix svix;

    public DispatchApi(URI dispatch) {
        SvixOptions options = new SvixOptions();
        options.setServerUrl(dispatch.toString());
        svix = new Svix(Tokens.everything(), options);
    }

    /** Makes an app that gets the log's events of these channels. */
    public void createApp(String uid, String channels) {
        ApplicationIn app = new ApplicationIn().uid(uid).name(uid).metadata(Map.of("fourways.channels", channels));
        call(() -> svix.getApplication().create(app));
    }

    /** Makes an endpoint of an app; its id. */
    public String createEndpoint(String app, EndpointIn endpoint) {
        return call(() -> svix.getEndpoint().create(app, endpoint)).getId();
    }

    public void deleteEndpoint(String app, String id) {
        call(() -> {
            svix.getEndpoint().delete(app, id);
            return id;
        });
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ApiException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws IOException, ApiException;
    }
}
