package io.fourways.dispatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.ApplicationListOptions;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.ApplicationPatch;
import com.svix.models.EndpointIn;
import com.svix.models.ListResponseApplicationOut;
import com.svix.models.Ordering;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class AppsIT {

    private final RunningApi api = RunningApi.shared();
    private final Svix svix = api.svix();
    private final String uid = "app." + UUID.randomUUID();

    private ApplicationIn app() {
        return new ApplicationIn().name("An app").uid(uid);
    }

    private List<String> channels(String id) {
        return List.of(api.database()
                .text("SELECT array_to_string(channels, ' ') FROM app WHERE id = '" + id + "'")
                .split(" ", -1));
    }

    @Test
    void areMadeAndShown() throws Exception {
        ApplicationOut made = svix.getApplication()
                .create(app().throttleRate(50L).metadata(Map.of("tier", "gold", "fourways.channels", "")));
        assertThat(made.getId()).matches("app_[0-9A-Za-z]{27}");
        assertThat(made.getName()).isEqualTo("An app");
        assertThat(made.getUid()).isEqualTo(uid);
        assertThat(made.getThrottleRate()).isEqualTo(50);
        assertThat(made.getRateLimit()).isEqualTo(50);
        assertThat(made.getMetadata()).containsEntry("tier", "gold");
        assertThat(made.getCreatedAt()).isNotNull().isEqualTo(made.getUpdatedAt());
        assertThat(svix.getApplication().get(made.getId())).isEqualTo(made);
        assertThat(svix.getApplication().get(uid)).isEqualTo(made);
    }

    /** There may be millions of them: they go when they are old enough. */
    @Test
    void areDeletedWithoutTheIdentitiesOfTheirMessages() throws Exception {
        String id = svix.getApplication().create(app()).getId();
        api.database()
                .execute("INSERT INTO message_identity SELECT '" + id
                        + "', '', n::text, 'msg', now() FROM generate_series(1, 1000) n");
        svix.getApplication().delete(uid);
        assertThat(RunningApi.refusal(() -> svix.getApplication().get(id)).status())
                .isEqualTo(404);
        assertThat(api.database().count("SELECT count(*) FROM message_identity WHERE app_id = '" + id + "'"))
                .isEqualTo(1000);
    }

    @Test
    void needANameOnly() throws Exception {
        ApplicationOut made = svix.getApplication().create(new ApplicationIn().name("Bare"));
        assertThat(made.getUid()).isNull();
        assertThat(made.getRateLimit()).isNull();
        assertThat(made.getMetadata()).isEmpty();
    }

    @Test
    void haveAUidOfTheirOwn() throws Exception {
        svix.getApplication().create(app());
        Answer refused = RunningApi.refusal(() -> svix.getApplication().create(app()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("conflict");
        assertThat(refused.text("/detail")).isEqualTo("An app with this uid exists");
        ApplicationOut other = svix.getApplication().create(new ApplicationIn().name("Other"));
        assertThat(RunningApi.refusal(() -> svix.getApplication().patch(other.getId(), new ApplicationPatch().uid(uid)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void areMadeUnlessTheyAreThere() throws Exception {
        ApplicationOut made = svix.getApplication().getOrCreate(app());
        assertThat(svix.getApplication().getOrCreate(app().name("Another name")))
                .isEqualTo(made);
        String body = "{\"name\":\"a\",\"uid\":\"" + uid + "\"}";
        assertThat(api.call(HttpMethod.POST, "/api/v1/app?get_if_exists=true", body)
                        .status())
                .isEqualTo(200);
        String other = body.replace(uid, uid + "2");
        assertThat(api.call(HttpMethod.POST, "/api/v1/app?get_if_exists=true", other)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void areReplacedAltogether() throws Exception {
        ApplicationOut made =
                svix.getApplication().create(app().throttleRate(9L).metadata(Map.of("fourways.channels", "orders.*")));
        ApplicationOut changed = svix.getApplication().update(uid, new ApplicationIn().name("New"));
        assertThat(changed.getId()).isEqualTo(made.getId());
        assertThat(changed.getUid()).isEqualTo(uid);
        assertThat(changed.getName()).isEqualTo("New");
        assertThat(changed.getThrottleRate()).isNull();
        assertThat(changed.getMetadata()).isEmpty();
        assertThat(changed.getCreatedAt()).isEqualTo(made.getCreatedAt());
        assertThat(changed.getUpdatedAt()).isAfter(made.getUpdatedAt());
        assertThat(channels(made.getId())).containsExactly("");
        assertThat(svix.getApplication().get(uid)).isEqualTo(changed);
    }

    @Test
    void areMadeByTheNameInThePath() throws Exception {
        String body = "{\"name\":\"a\"}";
        Answer made = api.call(HttpMethod.PUT, "/api/v1/app/" + uid, body);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/uid")).isEqualTo(uid);
        assertThat(api.call(HttpMethod.PUT, "/api/v1/app/" + uid, body).status())
                .isEqualTo(200);
        String unknown = "app_0ujtsYcgvSTl8PAuAdqWYSMnLOv";
        assertThat(api.call(HttpMethod.PUT, "/api/v1/app/" + unknown, body).status())
                .isEqualTo(404);
    }

    @Test
    void arePatchedInWhatIsSaid() throws Exception {
        ApplicationOut made =
                svix.getApplication().create(app().throttleRate(9L).metadata(Map.of("a", "1")));
        ApplicationOut renamed = svix.getApplication().patch(uid, new ApplicationPatch().name("New"));
        assertThat(renamed.getName()).isEqualTo("New");
        assertThat(renamed.getThrottleRate()).isEqualTo(9);
        assertThat(renamed.getMetadata()).isEqualTo(Map.of("a", "1"));
        ApplicationOut bare = svix.getApplication()
                .patch(uid, new ApplicationPatch().throttleRate(null).metadata(Map.of("b", "2")));
        assertThat(bare.getThrottleRate()).isNull();
        assertThat(bare.getMetadata()).isEqualTo(Map.of("b", "2"));
        ApplicationOut nameless = svix.getApplication().patch(uid, new ApplicationPatch().uid(null));
        assertThat(nameless.getUid()).isNull();
        assertThat(nameless.getId()).isEqualTo(made.getId());
    }

    @Test
    void areDeletedWithTheirEndpoints() throws Exception {
        ApplicationOut made = svix.getApplication().create(app());
        svix.getEndpoint().create(uid, new EndpointIn().url(URI.create("https://receiver.example")));
        svix.getApplication().delete(uid);
        assertThat(api.database().count("SELECT count(*) FROM endpoint WHERE app_id = '" + made.getId() + "'"))
                .isZero();
        Answer gone = RunningApi.refusal(() -> svix.getApplication().get(made.getId()));
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/code")).isEqualTo("not_found");
        assertThat(RunningApi.refusal(() -> svix.getApplication().delete(uid)).status())
                .isEqualTo(404);
    }

    @Test
    void sayWhichChannelsBecomeTheirMessages() throws Exception {
        ApplicationOut made = svix.getApplication()
                .create(app().metadata(Map.of("fourways.channels", " orders.* chat.**  orders.* ")));
        assertThat(channels(made.getId())).containsExactly("orders.*", "chat.**");
        svix.getApplication().patch(uid, new ApplicationPatch().name("As before"));
        assertThat(channels(made.getId())).containsExactly("orders.*", "chat.**");
        svix.getApplication().patch(uid, new ApplicationPatch().metadata(Map.of("fourways.channels", "a.b")));
        assertThat(channels(made.getId())).containsExactly("a.b");
        svix.getApplication().patch(uid, new ApplicationPatch().metadata(Map.of()));
        assertThat(channels(made.getId())).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders..eu", "**.a", "a*", "a,b", "ä"})
    void takeChannelPatternsOnly(String patterns) {
        Answer refused = RunningApi.refusal(
                () -> svix.getApplication().create(app().metadata(Map.of("fourways.channels", "fine " + patterns))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/metadata/fourways.channels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{'name':null} | name",
                "{'name':''} | name",
                "{'name':7} | name",
                "{'name':'a\\u0000b'} | name",
                "{'name':'\\ud800'} | name",
                "{'name':'a','uid':'a b'} | uid",
                "{'name':'a','uid':''} | uid",
                "{'name':'a','uid':'app_x'} | uid",
                "{'name':'a','throttleRate':0} | throttleRate",
                "{'name':'a','throttleRate':65536} | throttleRate",
                "{'name':'a','rateLimit':1.5} | rateLimit",
                "{'name':'a','rateLimit':'1'} | rateLimit",
                "{'name':'a','metadata':[]} | metadata",
                "{'name':'a','metadata':{'k':1}} | metadata/k",
            })
    void areRefusedNamingTheMember(String body, String member) {
        Answer refused = api.call(HttpMethod.POST, "/api/v1/app", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/" + member);
        assertThat(refused.text("/detail/0/type")).isEqualTo("value_error");
        assertThat(refused.text("/detail/0/msg")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "{\"a\":", "", "hush"})
    void areJsonObjects(String body) {
        Answer refused = api.call(HttpMethod.POST, "/api/v1/app", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body");
        assertThat(refused.text()).doesNotContain("hush");
    }

    @Test
    void areListedAPageAtATime() throws Exception {
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            uids.add(uid + i);
            svix.getApplication().create(app().uid(uid + i));
        }
        Svix mine = api.svix(uids);
        ApplicationListOptions two = new ApplicationListOptions();
        two.setLimit(2L);
        ListResponseApplicationOut first = mine.getApplication().list(two);
        assertThat(first.getData()).extracting(ApplicationOut::getUid).containsExactly(uid + 0, uid + 1);
        assertThat(first.getDone()).isFalse();
        two.setIterator(first.getIterator());
        ListResponseApplicationOut second = mine.getApplication().list(two);
        assertThat(second.getData()).extracting(ApplicationOut::getUid).containsExactly(uid + 2, uid + 3);
        two.setIterator(second.getIterator());
        ListResponseApplicationOut last = mine.getApplication().list(two);
        assertThat(last.getData()).extracting(ApplicationOut::getUid).containsExactly(uid + 4);
        assertThat(last.getDone()).isTrue();
        two.setIterator(last.getPrevIterator());
        ListResponseApplicationOut back = mine.getApplication().list(two);
        assertThat(back.getData()).isEqualTo(second.getData());
        assertThat(back.getDone()).isFalse();
        two.setIterator(back.getPrevIterator());
        assertThat(mine.getApplication().list(two).getDone()).isTrue();
        two.setIterator(null);
        two.setOrder(Ordering.DESCENDING);
        assertThat(mine.getApplication().list(two).getData())
                .extracting(ApplicationOut::getUid)
                .containsExactly(uid + 4, uid + 3);
    }

    /** Each has 200 KB to show. */
    @Test
    void areListedInPagesOfABoundedSize() throws Exception {
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            uids.add(uid + i);
            svix.getApplication().create(app().uid(uid + i).metadata(Map.of("k", "x".repeat(200_000))));
        }
        Answer first = api.callFor(uids, HttpMethod.GET, "/api/v1/app?limit=250", null);
        assertThat(first.text().length()).isLessThan(5_000_000);
        assertThat(first.json().at("/done").asBoolean()).isFalse();
        String iterator = first.text("/iterator");
        Answer rest = api.callFor(uids, HttpMethod.GET, "/api/v1/app?limit=250&iterator=" + iterator, null);
        assertThat(rest.json().at("/done").asBoolean()).isTrue();
        assertThat(first.json().at("/data").size() + rest.json().at("/data").size())
                .isEqualTo(30);
    }

    @Test
    void areListedToNobodyThatHasNone() throws Exception {
        ListResponseApplicationOut none = api.svix(uid).getApplication().list();
        assertThat(none.getData()).isEmpty();
        assertThat(none.getDone()).isTrue();
        assertThat(none.getIterator()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=251, limit",
        "limit=many, limit",
        "order=upwards, order",
        "iterator=somewhere, iterator",
        "iterator=ep_0ujtsYcgvSTl8PAuAdqWYSMnLOv, iterator",
        "exclude_apps_with_no_endpoints=perhaps, exclude_apps_with_no_endpoints",
    })
    void areListedAsTheQuerySaysOrNotAtAll(String query, String parameter) {
        Answer refused = api.call(HttpMethod.GET, "/api/v1/app?" + query, null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("query/" + parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "app_0ujtsYcgvSTl8PAuAdqWYSMnLOv", "a%20b", "%00", "a%2Fb"})
    void areNotFoundByWhatNamesNone(String name) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.DELETE)) {
            Answer answer = api.call(method, "/api/v1/app/" + name, null);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/code")).isEqualTo("not_found");
        }
        assertThat(api.call(HttpMethod.PATCH, "/api/v1/app/" + name, "{}").status())
                .isEqualTo(404);
    }
}
