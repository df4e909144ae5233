package io.fourways.dispatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.EndpointListOptions;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.MessageIn;
import io.fourways.dispatch.api.Operations;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** One app's key does not reach another app: its ids, its names, its iterators. */
class AccessIT {

    private static final Set<String> FOR_EVERYBODY =
            Set.of("GET /api/v1/health", "GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/jwks");

    private static final Set<HttpMethod> BODIES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    /** Whatever it is asked. */
    private final String valid = "{\"name\":\"a\",\"url\":\"https://evil.example\",\"headers\":{},"
            + "\"eventType\":\"t\",\"payload\":{},\"since\":\"" + Instant.now() + "\"}";

    private final RunningApi api = RunningApi.shared();
    private final Svix everything = api.svix();
    private final String mine = "mine." + UUID.randomUUID();
    private final String theirs = "theirs." + UUID.randomUUID();
    private ApplicationOut theirApp;
    private EndpointOut theirEndpoint;

    @BeforeEach
    void makeApps() throws Exception {
        everything.getApplication().create(new ApplicationIn().name("mine").uid(mine));
        theirApp = everything
                .getApplication()
                .create(new ApplicationIn().name("theirs").uid(theirs));
        theirEndpoint = everything.getEndpoint().create(theirs, endpoint());
    }

    private static EndpointIn endpoint() {
        return new EndpointIn().url(URI.create("https://receiver.example")).uid("e");
    }

    /** All there are, but for those that are for everybody; and some that are none. */
    static Stream<Arguments> operations() {
        return Stream.concat(
                        Operations.served().stream().filter(operation -> !FOR_EVERYBODY.contains(operation)),
                        Stream.of("OPTIONS /api/v1/app", "GET /api/v1/stream", "GET /api/v1/nothing"))
                .map(operation -> operation.replaceAll("[{}]", "").split(" ", -1))
                .map(operation -> Arguments.of(operation[0], operation[1]));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isForHoldersOfKeysOnly(String method, String path) {
        HttpMethod asked = HttpMethod.valueOf(method);
        Answer nobody = api.call(asked, path, null, null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.text("/code")).isEqualTo("authentication_failed");
        assertThat(api.call(asked, path, null, "Bearer forged").status()).isEqualTo(401);
        Answer noClaim = api.callFor(false, asked, path, null);
        assertThat(noClaim.status()).isEqualTo(403);
        assertThat(noClaim.text("/code")).isEqualTo("insufficient_access");
        assertThat(noClaim.text("/detail")).contains("webhooks claim");
    }

    @Test
    void isOpenForOnesOwnApp() throws Exception {
        Svix one = api.svix(List.of(mine));
        assertThat(one.getApplication().get(mine).getUid()).isEqualTo(mine);
        assertThat(one.getApplication().list().getData())
                .extracting(ApplicationOut::getUid)
                .containsExactly(mine);
        EndpointOut made = one.getEndpoint().create(mine, endpoint());
        assertThat(one.getEndpoint().list(mine).getData()).containsExactly(made);
        one.getEndpoint().delete(mine, "e");
    }

    @Test
    void isGivenByIdAsWell() throws Exception {
        Svix one = api.svix(theirApp.getId() + " other");
        assertThat(one.getApplication().get(theirs)).isEqualTo(theirApp);
        assertThat(one.getApplication().list().getData()).containsExactly(theirApp);
        assertThat(one.getEndpoint().get(theirs, "e")).isEqualTo(theirEndpoint);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsNothingOfOthers(boolean byId) throws Exception {
        String message = everything
                .getMessage()
                .create(theirs, new MessageIn().eventType("t").payload("{}").eventId("m"))
                .getId();
        for (String operation : Operations.served()) {
            if (operation.contains("{app_id}") && !FOR_EVERYBODY.contains(operation)) {
                String[] named = operation
                        .replace("{app_id}", byId ? theirApp.getId() : theirs)
                        .replace("{endpoint_id}", byId ? theirEndpoint.getId() : "e")
                        .replace("{msg_id}", byId ? message : "m")
                        .split(" ", -1);
                assertNotFound(HttpMethod.valueOf(named[0]), named[1].replaceAll("[{}]", ""));
            }
        }
        assertNotFound(HttpMethod.GET, "/api/v1/app/" + mine + "/endpoint/" + theirEndpoint.getId());
        assertNotFound(HttpMethod.GET, "/api/v1/app/" + mine + "/msg/" + message);
    }

    private void assertNotFound(HttpMethod method, String path) {
        Answer answer = api.callFor(List.of(mine), method, path, BODIES.contains(method) ? valid : null);
        assertThat(answer.status()).as(method + " " + path).isEqualTo(404);
        assertThat(answer.text("/code")).isEqualTo("not_found");
    }

    @Test
    void leavesThemAsTheyWere() throws Exception {
        findsNothingOfOthers(true);
        assertThat(everything.getApplication().get(theirs)).isEqualTo(theirApp);
        assertThat(everything.getEndpoint().list(theirs).getData()).containsExactly(theirEndpoint);
    }

    @Test
    void doesNotReachOthersByIteratorsOfTheirs() throws Exception {
        Svix one = api.svix(List.of(mine));
        EndpointOut own = one.getEndpoint().create(mine, endpoint());
        EndpointListOptions options = new EndpointListOptions();
        for (String iterator : List.of(theirEndpoint.getId(), "-" + theirEndpoint.getId())) {
            options.setIterator(iterator);
            assertThat(one.getEndpoint().list(mine, options).getData()).isSubsetOf(own);
        }
        assertThat(api.callFor(
                                List.of(mine),
                                HttpMethod.GET,
                                "/api/v1/app?limit=250&order=descending&iterator=-" + theirApp.getId(),
                                null)
                        .text())
                .doesNotContain(theirs);
    }

    @ParameterizedTest
    @CsvSource({"PUT", "PATCH", "DELETE"})
    void isNotForChangingTheAppItself(String method) {
        String body = "{\"name\":\"a\",\"metadata\":{\"fourways.channels\":\"**\"}}";
        Answer refused = api.callFor(List.of(mine), HttpMethod.valueOf(method), "/api/v1/app/" + mine, body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("insufficient_access");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/app",
        "POST, /api/v1/event-type",
        "PUT, /api/v1/event-type/t",
        "PATCH, /api/v1/event-type/t",
        "DELETE, /api/v1/event-type/t",
        "PUT, /api/v1/event-type/t/retry-schedule",
    })
    void isNotForWhatConcernsAllApps(String method, String path) {
        String body = "{\"name\":\"t\",\"description\":\"d\"}";
        assertThat(api.callFor(List.of(mine), HttpMethod.valueOf(method), path, body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void letsOneSeeWhichEventTypesThereAre() throws Exception {
        assertThat(api.svix(List.of(mine)).getEventType().list().getDone()).isNotNull();
    }
}
