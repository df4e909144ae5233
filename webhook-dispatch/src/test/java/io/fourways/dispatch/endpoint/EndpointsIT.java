package io.fourways.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.EndpointGetStatsOptions;
import com.svix.api.EndpointListOptions;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointHeadersOut;
import com.svix.models.EndpointHeadersPatchIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EndpointPatch;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.EndpointStats;
import com.svix.models.EndpointUpdate;
import com.svix.models.ListResponseEndpointOut;
import com.svix.models.Ordering;
import io.fourways.contract.Event;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import io.fourways.dispatch.outbox.AppChannel;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class EndpointsIT {

    private static final URI URL = URI.create("https://receiver.example/hooks?from=us");
    private static final String KEY = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final RunningApi api = RunningApi.shared();
    private final Svix svix = api.svix();
    private final String app = "app." + UUID.randomUUID();
    private final String all = "/api/v1/app/" + app + "/endpoint";

    @BeforeEach
    void makeApp() throws Exception {
        svix.getApplication().create(new ApplicationIn().name("An app").uid(app));
    }

    private EndpointOut create(EndpointIn endpoint) throws Exception {
        return svix.getEndpoint().create(app, endpoint.url(URL));
    }

    private String column(EndpointOut endpoint, String column) {
        return api.database().text("SELECT " + column + " FROM endpoint WHERE id = '" + endpoint.getId() + "'");
    }

    @Test
    void areMadeAndShown() throws Exception {
        EndpointOut made = create(new EndpointIn()
                .uid("mine")
                .description("Ours")
                .version(3L)
                .disabled(true)
                .filterTypes(Set.of("order.paid", "order.sent"))
                .channels(Set.of("eu", "us:west+1"))
                .throttleRate(20L)
                .metadata(Map.of("k", "v")));
        assertThat(made.getId()).matches("ep_[0-9A-Za-z]{27}");
        assertThat(made.getUid()).isEqualTo("mine");
        assertThat(made.getUrl()).isEqualTo(URL);
        assertThat(made.getDescription()).isEqualTo("Ours");
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getDisabled()).isTrue();
        assertThat(made.getFilterTypes()).containsExactlyInAnyOrder("order.paid", "order.sent");
        assertThat(made.getChannels()).containsExactlyInAnyOrder("eu", "us:west+1");
        assertThat(made.getThrottleRate()).isEqualTo(20);
        assertThat(made.getRateLimit()).isEqualTo(20);
        assertThat(made.getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(made.getCreatedAt()).isNotNull().isEqualTo(made.getUpdatedAt());
        assertThat(svix.getEndpoint().get(app, made.getId())).isEqualTo(made);
        assertThat(svix.getEndpoint().get(app, "mine")).isEqualTo(made);
    }

    @Test
    void areSoManyOfAnAppAtMost() throws Exception {
        api.database()
                .execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at)"
                        + " SELECT '" + app + "' || n, id, 'https://receiver.example', now(), now()"
                        + " FROM app, generate_series(1, 999) n WHERE uid = '" + app + "'");
        create(new EndpointIn().uid("last"));
        Answer refused = RunningApi.refusal(() -> create(new EndpointIn()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("too_many_endpoints");
        svix.getEndpoint().delete(app, "last");
        create(new EndpointIn());
    }

    /** Each has 200 KB to show. */
    @Test
    void areListedInPagesOfABoundedSize() throws Exception {
        for (int i = 0; i < 30; i++) {
            create(new EndpointIn().description("x".repeat(200_000)));
        }
        Answer first = api.call(HttpMethod.GET, all + "?limit=250", null);
        assertThat(first.text().length()).isLessThan(5_000_000);
        assertThat(first.json().at("/done").asBoolean()).isFalse();
        Answer rest = api.call(HttpMethod.GET, all + "?limit=250&iterator=" + first.text("/iterator"), null);
        assertThat(rest.json().at("/done").asBoolean()).isTrue();
        assertThat(first.json().at("/data").size() + rest.json().at("/data").size())
                .isEqualTo(30);
    }

    @Test
    void needAUrlOnly() throws Exception {
        EndpointOut made = create(new EndpointIn());
        assertThat(made.getUid()).isNull();
        assertThat(made.getDescription()).isEmpty();
        assertThat(made.getVersion()).isEqualTo(1);
        assertThat(made.getDisabled()).isFalse();
        assertThat(made.getFilterTypes()).isNull();
        assertThat(made.getChannels()).isNull();
        assertThat(made.getThrottleRate()).isNull();
        assertThat(made.getMetadata()).isEmpty();
    }

    @Test
    void takeTheNameThatLaterClientsHaveForTypes() {
        Answer made = api.call(HttpMethod.POST, all, "{\"url\":\"https://a.example\",\"eventTypes\":[\"a\"]}");
        assertThat(made.json().at("/filterTypes/0").asString()).isEqualTo("a");
        assertThat(made.json().at("/eventTypes/0").asString()).isEqualTo("a");
    }

    @Test
    void haveAUidOfTheirOwnWithinTheirApp() throws Exception {
        create(new EndpointIn().uid("mine"));
        Answer refused = RunningApi.refusal(() -> create(new EndpointIn().uid("mine")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("conflict");
        String other =
                svix.getApplication().create(new ApplicationIn().name("b")).getId();
        assertThat(svix.getEndpoint()
                        .create(other, new EndpointIn().url(URL).uid("mine"))
                        .getUid())
                .isEqualTo("mine");
    }

    @Test
    void areReplacedAltogetherOrMade() throws Exception {
        EndpointOut made =
                create(new EndpointIn().uid("mine").channels(Set.of("eu")).throttleRate(5L));
        EndpointOut changed = svix.getEndpoint()
                .update(
                        app,
                        made.getId(),
                        new EndpointUpdate().url(URI.create("http://b.example")).uid("mine"));
        assertThat(changed.getUrl()).hasToString("http://b.example");
        assertThat(changed.getChannels()).isNull();
        assertThat(changed.getThrottleRate()).isNull();
        assertThat(changed.getCreatedAt()).isEqualTo(made.getCreatedAt());
        assertThat(changed.getUpdatedAt()).isAfter(made.getUpdatedAt());
        String body = "{\"url\":\"https://a.example\"}";
        assertThat(api.call(HttpMethod.PUT, all + "/mine", body).text("/uid")).isEqualTo("mine");
        Answer inserted = api.call(HttpMethod.PUT, all + "/other", body);
        assertThat(inserted.status()).isEqualTo(201);
        assertThat(inserted.text("/uid")).isEqualTo("other");
        assertThat(api.call(HttpMethod.PUT, all + "/ep_0ujtsYcgvSTl8PAuAdqWYSMnLOv", body)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepTheirSecretAndHeadersWhenReplaced() throws Exception {
        EndpointOut made = create(new EndpointIn().secret(KEY).headers(Map.of("X-Tier", "gold")));
        svix.getEndpoint().update(app, made.getId(), new EndpointUpdate().url(URL));
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey()).isEqualTo(KEY);
        assertThat(svix.getEndpoint().getHeaders(app, made.getId()).getHeaders())
                .isEqualTo(Map.of("X-Tier", "gold"));
    }

    @Test
    void arePatchedInWhatIsSaid() throws Exception {
        EndpointOut made = create(new EndpointIn()
                .uid("mine")
                .filterTypes(Set.of("a"))
                .channels(Set.of("eu"))
                .throttleRate(5L)
                .metadata(Map.of("k", "v")));
        EndpointOut disabled = svix.getEndpoint().patch(app, "mine", new EndpointPatch().disabled(true));
        assertThat(disabled.getDisabled()).isTrue();
        assertThat(disabled.getUrl()).isEqualTo(URL);
        assertThat(disabled.getFilterTypes()).containsExactly("a");
        assertThat(disabled.getChannels()).containsExactly("eu");
        assertThat(disabled.getThrottleRate()).isEqualTo(5);
        assertThat(disabled.getMetadata()).isEqualTo(Map.of("k", "v"));
        EndpointOut bare = svix.getEndpoint()
                .patch(
                        app,
                        made.getId(),
                        new EndpointPatch()
                                .uid(null)
                                .filterTypes(null)
                                .channels(null)
                                .throttleRate(null)
                                .url(URI.create("https://c.example")));
        assertThat(bare.getUid()).isNull();
        assertThat(bare.getFilterTypes()).isNull();
        assertThat(bare.getChannels()).isNull();
        assertThat(bare.getThrottleRate()).isNull();
        assertThat(bare.getUrl()).hasToString("https://c.example");
        assertThat(bare.getDisabled()).isTrue();
    }

    @Test
    void forgetWhyTheyWereDisabledWhenSomebodyEnablesThem() throws Exception {
        EndpointOut made = create(new EndpointIn());
        api.database()
                .execute("UPDATE endpoint SET disabled = true, disabled_cause = 'gone' WHERE id = '" + made.getId()
                        + "'");
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().description("As before"));
        assertThat(column(made, "disabled_cause")).isEqualTo("gone");
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().disabled(false));
        assertThat(column(made, "disabled_cause")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, endpoint.disabled", "false, endpoint.enabled"})
    void areSaidToBeSwitchedAndForgetHowTheyFared(boolean disabled, String event) throws Exception {
        EndpointOut made = create(new EndpointIn().disabled(!disabled));
        api.database()
                .execute("INSERT INTO endpoint_health (endpoint_id, failing_since, failures) VALUES ('" + made.getId()
                        + "', now() - interval '6 days', 100)");
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().description("As before"));
        String health = "SELECT count(*) FROM endpoint_health WHERE endpoint_id = '" + made.getId() + "'";
        assertThat(api.database().count(health)).isEqualTo(1);
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().disabled(disabled));
        assertThat(api.database().count(health)).isZero();
        await().atMost(RunningApi.PATIENCE).untilAsserted(() -> assertThat(api.published())
                .filteredOn(published -> published.id().startsWith(made.getId()))
                .singleElement()
                .returns(event, Event::type)
                .returns(AppChannel.of("operational", app, idOfApp(), event), Event::channel));
    }

    private String idOfApp() {
        return api.database().text("SELECT id FROM app WHERE uid = '" + app + "'");
    }

    @Test
    void areDeleted() throws Exception {
        EndpointOut made = create(new EndpointIn().uid("mine"));
        svix.getEndpoint().delete(app, "mine");
        Answer gone = RunningApi.refusal(() -> svix.getEndpoint().get(app, made.getId()));
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/code")).isEqualTo("not_found");
        assertThat(RunningApi.refusal(() -> svix.getEndpoint().delete(app, "mine"))
                        .status())
                .isEqualTo(404);
        assertThat(api.database()
                        .count("SELECT count(*) FROM endpoint_secret WHERE endpoint_id = '" + made.getId() + "'"))
                .isZero();
    }

    @Test
    void areListedTheNewestFirst() throws Exception {
        for (int i = 0; i < 3; i++) {
            create(new EndpointIn().uid("e" + i));
        }
        EndpointListOptions two = new EndpointListOptions();
        two.setLimit(2L);
        ListResponseEndpointOut first = svix.getEndpoint().list(app, two);
        assertThat(first.getData()).extracting(EndpointOut::getUid).containsExactly("e2", "e1");
        assertThat(first.getDone()).isFalse();
        two.setIterator(first.getIterator());
        ListResponseEndpointOut last = svix.getEndpoint().list(app, two);
        assertThat(last.getData()).extracting(EndpointOut::getUid).containsExactly("e0");
        assertThat(last.getDone()).isTrue();
        two.setIterator(last.getPrevIterator());
        assertThat(svix.getEndpoint().list(app, two).getData()).isEqualTo(first.getData());
        two.setIterator(null);
        two.setOrder(Ordering.ASCENDING);
        assertThat(svix.getEndpoint().list(app, two).getData())
                .extracting(EndpointOut::getUid)
                .containsExactly("e0", "e1");
    }

    @Test
    void haveASecretThatIsMadeForThem() throws Exception {
        EndpointOut made = create(new EndpointIn());
        String key = svix.getEndpoint().getSecret(app, made.getId()).getKey();
        assertThat(key).matches("whsec_[A-Za-z0-9+/]{43}=");
        svix.getEndpoint().rotateSecret(app, made.getId(), new EndpointSecretRotateIn());
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey())
                .matches("whsec_[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(key);
    }

    @Test
    void haveTheSecretThatIsGiven() throws Exception {
        EndpointOut made = create(new EndpointIn().secret(KEY));
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey()).isEqualTo(KEY);
        String other = KEY.replace("MDEy", "OTg3");
        svix.getEndpoint().rotateSecret(app, made.getId(), new EndpointSecretRotateIn().key(other));
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey()).isEqualTo(other);
    }

    @Test
    void haveAnotherSecretWhenThatIsPatched() throws Exception {
        EndpointOut made = create(new EndpointIn().disabled(true));
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().secret(KEY));
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey()).isEqualTo(KEY);
        assertThat(svix.getEndpoint().get(app, made.getId()).getDisabled()).isTrue();
    }

    @Test
    void showThePublicHalfOfASecretThatHasOne() throws Exception {
        EndpointOut made = create(
                new EndpointIn()
                        .secret(
                                "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg=="));
        assertThat(svix.getEndpoint().getSecret(app, made.getId()).getKey())
                .isEqualTo("whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    @ParameterizedTest
    @CsvSource({"'', 86400", "'\"gracePeriodSeconds\":60', 60", "'\"gracePeriodSeconds\":0', 0"})
    void areSignedForWithTheSecretBeforeForAWhile(String grace, long seconds) throws Exception {
        EndpointOut made = create(new EndpointIn());
        String rotate = all + "/" + made.getId() + "/secret/rotate";
        assertThat(api.call(HttpMethod.POST, rotate, "{" + grace + "}").status())
                .isEqualTo(204);
        assertThat(api.database()
                        .count("SELECT coalesce(round(extract(epoch FROM max(expires_at - s.created_at))), 0)"
                                + " FROM endpoint_secret e, (SELECT max(created_at) AS created_at FROM endpoint_secret"
                                + " WHERE endpoint_id = '" + made.getId() + "') s WHERE endpoint_id = '"
                                + made.getId() + "'"))
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'key':'hush'} | key",
                "{'key':'whsec_aHVzaA=='} | key",
                "{'key':7} | key",
                "{'gracePeriodSeconds':-1} | gracePeriodSeconds",
                "{'gracePeriodSeconds':604801} | gracePeriodSeconds",
            })
    void areNotSignedForWithAnything(String body, String member) throws Exception {
        EndpointOut made = create(new EndpointIn());
        Answer refused =
                api.call(HttpMethod.POST, all + "/" + made.getId() + "/secret/rotate", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/" + member);
        assertThat(refused.text()).doesNotContain("hush", "aHVzaA");
    }

    @Test
    void haveHeadersOfTheirOwn() throws Exception {
        EndpointOut made = create(new EndpointIn().headers(Map.of("X-Tier", "gold", "Authorization", "Bearer hush")));
        EndpointHeadersOut shown = svix.getEndpoint().getHeaders(app, made.getId());
        assertThat(shown.getHeaders()).isEqualTo(Map.of("X-Tier", "gold"));
        assertThat(shown.getSensitive()).containsExactly("Authorization");
        svix.getEndpoint().updateHeaders(app, made.getId(), new EndpointHeadersIn().headers(Map.of("X-Other", "1")));
        EndpointHeadersOut replaced = svix.getEndpoint().getHeaders(app, made.getId());
        assertThat(replaced.getHeaders()).isEqualTo(Map.of("X-Other", "1"));
        assertThat(replaced.getSensitive()).isEmpty();
        assertThat(column(made, "header_names")).isEqualTo("{X-Other}");
        svix.getEndpoint().updateHeaders(app, made.getId(), new EndpointHeadersIn().headers(Map.of()));
        assertThat(svix.getEndpoint().getHeaders(app, made.getId()).getHeaders())
                .isEmpty();
        assertThat(column(made, "sealed_headers")).isNull();
    }

    @Test
    void havePatchedWhatIsSaidOfTheirHeaders() throws Exception {
        EndpointOut made =
                create(new EndpointIn().headers(Map.of("X-A", "1", "X-B", "2", "X-C", "3", "X-Api-Key", "hush")));
        Map<String, String> patch = new HashMap<>(Map.of("x-a", "9", "X-D", "4"));
        patch.put("x-b", null);
        svix.getEndpoint()
                .patchHeaders(
                        app,
                        made.getId(),
                        new EndpointHeadersPatchIn().headers(patch).deleteHeaders(List.of("x-c")));
        EndpointHeadersOut shown = svix.getEndpoint().getHeaders(app, made.getId());
        assertThat(shown.getHeaders()).isEqualTo(Map.of("x-a", "9", "X-D", "4"));
        assertThat(shown.getSensitive()).containsExactly("X-Api-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "User-Agent",
                "webhook-signature",
                "Webhook-Id",
                "svix-id",
                "Proxy-Authorization",
                "traceparent",
                "a b",
                "",
                "ä",
                "x:y",
            })
    void haveNoHeadersThatAreTheSenders(String name) throws Exception {
        EndpointOut made = create(new EndpointIn());
        Answer refused = RunningApi.refusal(() -> svix.getEndpoint()
                .updateHeaders(app, made.getId(), new EndpointHeadersIn().headers(Map.of(name, "1"))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/headers/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", " a", "a ", "ä", "\u007f"})
    void haveNoValuesThatAreMoreThanOne(String value) throws Exception {
        EndpointOut made = create(new EndpointIn());
        Answer refused = RunningApi.refusal(() -> svix.getEndpoint()
                .updateHeaders(app, made.getId(), new EndpointHeadersIn().headers(Map.of("X-A", value))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/headers/X-A");
    }

    @Test
    void haveABoundedNumberOfHeaders() {
        String headers = IntStream.range(0, 51)
                .mapToObj(i -> "\"x-" + i + "\":\"1\"")
                .collect(Collectors.joining(",", "{", "}"));
        Answer refused = api.call(HttpMethod.POST, all, "{\"url\":\"https://a.example\",\"headers\":" + headers + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/headers");
    }

    @Test
    void areDeliveredToAsTheirMetadataSays() throws Exception {
        EndpointOut made = create(new EndpointIn()
                .metadata(Map.of(
                        "fourways.schedule", "5 300  1800",
                        "fourways.ordering", "parking",
                        "fourways.concurrency", "7")));
        assertThat(column(made, "schedule::text || ordering || concurrency")).isEqualTo("{5,300,1800}parking7");
        svix.getEndpoint().patch(app, made.getId(), new EndpointPatch().metadata(Map.of()));
        assertThat(column(made, "coalesce(schedule::text, ordering, concurrency::text)"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "fourways.schedule, ''",
        "fourways.schedule, 5 soon",
        "fourways.schedule, 0",
        "fourways.schedule, 604801",
        "fourways.schedule, 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "fourways.ordering, fifo",
        "fourways.concurrency, 0",
        "fourways.concurrency, 1001",
        "fourways.concurrency, many",
    })
    void areNotDeliveredToInUnknownWays(String key, String value) {
        Answer refused = RunningApi.refusal(() -> create(new EndpointIn().metadata(Map.of(key, value))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/metadata/" + key);
    }

    @Test
    void haveStatisticsThatOutliveTheirDeliveries() throws Exception {
        EndpointOut made = create(new EndpointIn());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        api.database()
                .execute("INSERT INTO endpoint_statistics VALUES ('%1$s', '%2$s', 5, 2, 9), ('%1$s', '%3$s', 7, 1, 8)"
                        .formatted(made.getId(), today, today.minusDays(3)));
        api.database().execute("""
                        INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,
                            leased, updated_at)
                        SELECT 'msg_' || n, now(), '%s', 'app', 't', CASE WHEN n = 4 THEN 4 ELSE 1 END, now(), n = 3,
                            now() + interval '1 day'
                        FROM generate_series(1, 4) n""".formatted(made.getId()));
        EndpointStats month = svix.getEndpoint().getStats(app, made.getId());
        assertThat(month.getSuccess()).isEqualTo(12);
        assertThat(month.getFail()).isEqualTo(3);
        assertThat(month.getPending()).isEqualTo(3);
        assertThat(month.getSending()).isEqualTo(1);
        assertThat(month.getCanceled()).isZero();
        EndpointGetStatsOptions sinceYesterday = new EndpointGetStatsOptions();
        sinceYesterday.setSince(OffsetDateTime.now(ZoneOffset.UTC).minusDays(1));
        assertThat(svix.getEndpoint()
                        .getStats(app, made.getId(), sinceYesterday)
                        .getSuccess())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "since=yesterday, 422",
        "until=2999-01-01T00:00:00Z, 400",
        "since=2000-01-01T00:00:00Z, 400",
        "since=2020-01-02T00:00:00Z&until=2020-01-01T00:00:00Z, 400",
    })
    void haveStatisticsOfTheLastFourWeeks(String range, int status) throws Exception {
        EndpointOut made = create(new EndpointIn());
        Answer refused = api.call(HttpMethod.GET, all + "/" + made.getId() + "/stats?" + range, null);
        assertThat(refused.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url",
                "{'url':null} | url",
                "{'url':''} | url",
                "{'url':'a b'} | url",
                "{'url':'/path'} | url",
                "{'url':'ftp://a.example'} | url",
                "{'url':'file:///etc/passwd'} | url",
                "{'url':'https:///path'} | url",
                "{'url':'https://user:hush@a.example'} | url",
                "{'url':'https://hush@a.example'} | url",
                "{'url':'https://ä.example'} | url",
                "{'url':'https://a.example:22'} | url",
                "{'url':'https://127.0.0.1/'} | url",
                "{'url':'https://localhost/'} | url",
                "{'url':'https://0x7f.1/'} | url",
                "{'url':'https://169.254.169.254/latest'} | url",
                "{'url':'https://[::ffff:10.0.0.1]/'} | url",
                "{'url':'https://a.example:65536'} | url",
                "{'url':'https://a.example','uid':'a/b'} | uid",
                "{'url':'https://a.example','uid':'ep_1'} | uid",
                "{'url':'https://a.example','description':1} | description",
                "{'url':'https://a.example','version':0} | version",
                "{'url':'https://a.example','disabled':'no'} | disabled",
                "{'url':'https://a.example','filterTypes':[]} | filterTypes",
                "{'url':'https://a.example','filterTypes':['a b']} | filterTypes",
                "{'url':'https://a.example','eventTypes':'a'} | eventTypes",
                "{'url':'https://a.example','channels':[]} | channels",
                "{'url':'https://a.example','channels':['a b']} | channels",
                "{'url':'https://a.example','channels':['1','2','3','4','5','6','7','8','9','0','a']} | channels",
                "{'url':'https://a.example','channels':[1]} | channels/[0]",
                "{'url':'https://a.example','throttleRate':0} | throttleRate",
                "{'url':'https://a.example','secret':'hush'} | secret",
                "{'url':'https://a.example','headers':[]} | headers",
                "{'url':'https://a.example','headers':{'X-A':1}} | headers/X-A",
                "{'url':'https://a.example','metadata':{'a':null,'b':{}}} | metadata/b",
            })
    void areRefusedNamingTheMember(String body, String member) {
        Answer refused = api.call(HttpMethod.POST, all, body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/" + member);
        assertThat(refused.text()).doesNotContain("hush");
    }
}
