package io.fourways.dispatch.message.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.EndpointSendExampleOptions;
import com.svix.api.Message;
import com.svix.api.MessageCreateOptions;
import com.svix.api.MessageListOptions;
import com.svix.models.EventExampleIn;
import com.svix.models.ListResponseMessageOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;

class MessagesIT {

    private static final RunningApi API = RunningApi.shared();
    private static final Svix SVIX = API.svix();
    private static final Message MESSAGES = SVIX.getMessage();

    @Test
    void takesAMessageAndOwesItToTheEndpointsThatMatch() throws Exception {
        SomeApp app = SomeApp.called("takes");
        String all = app.endpoint("all");
        app.endpoint("others", "'{other}'", false);
        MessageOut made = MESSAGES.create(
                "takes",
                message("paid", "{\"n\":1}")
                        .eventId("evt_1")
                        .channels(Set.of("a"))
                        .tags(Set.of("t")));
        assertThat(made.getId()).startsWith("msg_");
        assertThat(made.getEventType()).isEqualTo("paid");
        assertThat(made.getEventId()).isEqualTo("evt_1");
        assertThat(made.getChannels()).containsExactly("a");
        assertThat(made.getTags()).containsExactly("t");
        assertThat(made.getPayload()).hasToString("{n=1}");
        assertThat(text("SELECT string_agg(endpoint_id, ' ') FROM delivery WHERE app_id = '" + app.id() + "'"))
                .isEqualTo(all);
        assertThat(MESSAGES.get(app.id(), made.getId())).isEqualTo(made);
        assertThat(MESSAGES.get(app.id(), "evt_1")).isEqualTo(made);
    }

    @Test
    void keepsAPayloadTokenForToken() {
        SomeApp app = SomeApp.called("tokens");
        String payload = "{\"n\":1.0e0,\"big\":12345678901234567890,\"n\":\"\\u00e4\",\"deep\":[{}]}";
        Answer made =
                API.call(HttpMethod.POST, path(app, ""), "{\"eventType\": \"paid\", \"payload\": " + payload + " }");
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.text()).contains("\"payload\":" + payload);
        assertThat(text("SELECT convert_from(payload, 'UTF8') FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo(payload);
        assertThat(API.call(HttpMethod.GET, path(app, "/" + made.text("/id")), null)
                        .text())
                .contains("\"payload\":" + payload);
    }

    @Test
    void sendsWhatIsNoJsonAsItIs() throws Exception {
        SomeApp app = SomeApp.called("raw");
        MessageIn raw = Message.messageInRaw("a=1&b=2", "application/x-www-form-urlencoded")
                .eventType("form");
        MessageOut made = MESSAGES.create("raw", raw);
        assertThat(made.getPayload()).isEqualTo("a=1&b=2");
        assertThat(text("SELECT content_type || convert_from(payload, 'UTF8') FROM message WHERE app_id = '" + app.id()
                        + "'"))
                .isEqualTo("application/x-www-form-urlencodeda=1&b=2");
    }

    @Test
    void isAlsoAnEventOnTheLog() throws Exception {
        SomeApp app = SomeApp.called("on-the-log");
        MessageOut made = MESSAGES.create("on-the-log", message("invoice.paid", "{\"n\":1.0}"));
        await().atMost(RunningApi.PATIENCE)
                .untilAsserted(() -> assertThat(event(made.getId())).isNotNull());
        Event event = event(made.getId());
        assertThat(event.channel().name()).isEqualTo("webhooks.on-the-log.invoice.paid");
        assertThat(event.source()).isEqualTo("/webhooks/" + app.id());
        assertThat(event.type()).isEqualTo("invoice.paid");
        assertThat(event.attributes()).containsEntry("fourwaysapp", app.id());
        assertThat(new String(((EventData.Json) event.data()).utf8(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":1.0}");
    }

    private static Event event(String id) {
        return API.published().stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Test
    void refusesAnEventIdThatItHas() throws Exception {
        SomeApp.called("event-ids");
        MESSAGES.create("event-ids", message("paid", "{}").eventId("once"));
        Answer refused = RunningApi.refusal(
                () -> MESSAGES.create("event-ids", message("paid", "{}").eventId("once")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("conflict");
        SomeApp.called("event-ids-2");
        assertThat(MESSAGES.create("event-ids-2", message("paid", "{}").eventId("once")))
                .isNotNull();
    }

    @Test
    void listsTheNewestFirstPageByPage() throws Exception {
        SomeApp.called("pages");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, MESSAGES.create("pages", message("t", "{}")).getId());
        }
        MessageListOptions options = new MessageListOptions();
        options.setLimit(2L);
        List<String> seen = new ArrayList<>();
        ListResponseMessageOut page;
        do {
            page = MESSAGES.list("pages", options);
            page.getData().forEach(message -> seen.add(message.getId()));
            options.setIterator(page.getIterator());
        } while (!page.getDone());
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void listsWhatIsAskedFor() throws Exception {
        SomeApp.called("filters");
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);
        MESSAGES.create(
                "filters",
                message("a", "{}").eventId("1").channels(Set.of("x", "y")).tags(Set.of("t")));
        MESSAGES.create("filters", message("b", "{}").eventId("2").channels(Set.of("y")));
        MESSAGES.create("filters", message("c", "{\"n\":1}").eventId("3"));
        OffsetDateTime after = OffsetDateTime.now(ZoneOffset.UTC);
        assertThat(listed(options -> options.setChannel("y"))).containsExactly("2", "1");
        assertThat(listed(options -> options.setTag("t"))).containsExactly("1");
        assertThat(listed(options -> options.setEventTypes(Set.of("a", "c")))).containsExactly("3", "1");
        assertThat(listed(options -> options.setBefore(before))).isEmpty();
        assertThat(listed(options -> options.setBefore(after))).containsExactly("3", "2", "1");
        assertThat(listed(options -> options.setAfter(after))).isEmpty();
        MessageListOptions without = new MessageListOptions();
        without.setWithContent(false);
        assertThat(MESSAGES.list("filters", without).getData().get(0).getPayload())
                .hasToString("{}");
    }

    private static List<String> listed(Consumer<MessageListOptions> filter) throws Exception {
        MessageListOptions options = new MessageListOptions();
        filter.accept(options);
        return MESSAGES.list("filters", options).getData().stream()
                .map(MessageOut::getEventId)
                .toList();
    }

    @Test
    void forgetsWhatAMessageSaid() throws Exception {
        SomeApp app = SomeApp.called("expunge");
        MessageOut made = MESSAGES.create("expunge", message("t", "{\"secret\":1}"));
        MESSAGES.expungeContent("expunge", made.getId());
        assertThat(MESSAGES.get("expunge", made.getId()).getPayload()).hasToString("{expired=true}");
        assertThat(text("SELECT count(*) FROM message WHERE payload IS NULL AND app_id = '" + app.id() + "'"))
                .isEqualTo("1");
        assertThat(RunningApi.refusal(() -> MESSAGES.expungeContent("expunge", "none"))
                        .status())
                .isEqualTo(404);
    }

    /** What is asked again is answered with what is there, and kept nowhere else. */
    @Test
    void keepsNoCopyOfWhatAMessageSaidForTheRequestToBeSentAgain() throws Exception {
        SomeApp.called("no-copy");
        MessageCreateOptions options = new MessageCreateOptions();
        options.setIdempotencyKey("no copy");
        MessageOut made = MESSAGES.create("no-copy", message("t", "{\"n\":4711}"), options);
        MESSAGES.expungeContent("no-copy", made.getId());
        assertThat(text("SELECT count(*) FROM idempotency WHERE key = 'no copy'"
                        + " AND coalesce(convert_from(answer, 'UTF8'), '') NOT LIKE '%4711%'"))
                .isEqualTo("1");
        MessageOut again = MESSAGES.create("no-copy", message("t", "{\"n\":4711}"), options);
        assertThat(again.getId()).isEqualTo(made.getId());
        assertThat(again.getPayload()).hasToString("{expired=true}");
    }

    @Test
    void sendsOneExampleForARequestThatIsSentAgain() throws Exception {
        SomeApp app = SomeApp.called("example-again");
        app.endpoint("ep");
        API.database()
                .execute("INSERT INTO event_type (name, description, schemas, created_at, updated_at)"
                        + " VALUES ('example.again', '', '{\"1\":{\"examples\":[{\"v\":1}]}}', now(), now())");
        EndpointSendExampleOptions options = new EndpointSendExampleOptions();
        options.setIdempotencyKey("example");
        EventExampleIn example = new EventExampleIn().eventType("example.again");
        MessageOut made = SVIX.getEndpoint().sendExample("example-again", "ep", example, options);
        assertThat(SVIX.getEndpoint().sendExample("example-again", "ep", example, options))
                .isEqualTo(made);
        assertThat(text("SELECT count(*) FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo("1");
    }

    @Test
    void namesWhatIsWrong() {
        SomeApp app = SomeApp.called("wrong");
        assertThat(fault(app, "{\"payload\":{}}")).isEqualTo("body/eventType");
        assertThat(fault(app, "{\"eventType\":\"a b\",\"payload\":{}}")).isEqualTo("body/eventType");
        assertThat(fault(app, "{\"eventType\":\"a\"}")).isEqualTo("body/payload");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":[]}")).isEqualTo("body/payload");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"\"}"))
                .isEqualTo("body/eventId");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":{},\"channels\":[]}"))
                .isEqualTo("body/channels");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":{},\"tags\":[\"a b\"]}"))
                .isEqualTo("body/tags");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":{},\"deliverAt\":\"2030-01-01T00:00:00Z\"}"))
                .isEqualTo("body/deliverAt");
        assertThat(fault(app, "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"rawPayload\":\"{\"}}"))
                .isEqualTo("body/transformationsParams/rawPayload");
        for (String unusable : List.of("text/plain\\nx: y", "text", "text/*", "")) {
            assertThat(fault(
                            app,
                            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"rawPayload\":\"a\","
                                    + "\"headers\":{\"content-type\":\"" + unusable + "\"}}}"))
                    .isEqualTo("body/transformationsParams/headers/content-type");
        }
        String large = "{\"eventType\":\"a\",\"payload\":{\"x\":\"" + "x".repeat(1_100_000) + "\"}}";
        assertThat(API.call(HttpMethod.POST, path(app, ""), large).status()).isEqualTo(413);
        assertThat(API.call(HttpMethod.PUT, path(app, ""), "{}").status()).isEqualTo(405);
        assertThat(API.call(HttpMethod.POST, path(app, "/expunge-all-contents"), "{}")
                        .status())
                .isEqualTo(501);
    }

    private static String fault(SomeApp app, String body) {
        Answer answer = API.call(HttpMethod.POST, path(app, ""), body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.fault();
    }

    @Test
    void givesTheFirstAnswerToARequestThatIsSentAgain() throws Exception {
        SomeApp app = SomeApp.called("again");
        MessageCreateOptions options = new MessageCreateOptions();
        options.setIdempotencyKey("key");
        MessageOut first = MESSAGES.create("again", message("t", "{\"n\":1}"), options);
        MessageOut again = MESSAGES.create("again", message("t", "{\"n\":1}"), options);
        assertThat(again).isEqualTo(first);
        assertThat(text("SELECT count(*) FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo("1");
        assertThat(RunningApi.refusal(() -> MESSAGES.create("again", message("t", "{\"n\":2}"), options))
                        .text("/code"))
                .isEqualTo("idempotency_key_reused");
        SomeApp.called("again-elsewhere");
        assertThat(MESSAGES.create("again-elsewhere", message("t", "{\"n\":1}"), options)
                        .getId())
                .isNotEqualTo(first.getId());
    }

    /** The client repeats what is answered 5xx by itself, with the same key. */
    @Test
    void makesOneMessageOfARequestThatIsSentAgainSinceItsAnswerCouldNotBeKept() throws Exception {
        SomeApp app = SomeApp.called("once");
        API.database().execute("CREATE SEQUENCE answers_refused");
        API.database()
                .execute("CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " IF nextval(''answers_refused'') = 1 THEN RAISE EXCEPTION ''refused''; END IF;"
                        + " RETURN NEW; END'");
        API.database()
                .execute("CREATE TRIGGER refuses BEFORE UPDATE ON idempotency FOR EACH ROW"
                        + " WHEN (NEW.key = 'refused once') EXECUTE FUNCTION refuse_once()");
        MessageCreateOptions options = new MessageCreateOptions();
        options.setIdempotencyKey("refused once");
        MessageOut made = MESSAGES.create("once", message("t", "{\"n\":1.0}"), options);
        assertThat(text("SELECT last_value FROM answers_refused")).isEqualTo("2");
        assertThat(text("SELECT string_agg(id, ' ') FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo(made.getId());
        assertThat(MESSAGES.create("once", message("t", "{\"n\":1.0}"), options))
                .isEqualTo(made);
    }

    /** It would be taken for "there is one already" if it were a conflict, and for a failure that is worth no repetition. */
    @Test
    void tellsARequestToComeAgainWhoseFirstHasDied() {
        SomeApp app = SomeApp.called("died");
        String message = "{\"eventType\":\"a\",\"payload\":{}}";
        assertThat(API.post(path(app, ""), message, "died").status()).isEqualTo(202);
        API.database().execute("DELETE FROM message WHERE app_id = '" + app.id() + "'");
        API.database().execute("UPDATE idempotency SET status = NULL, made = NULL WHERE key = 'died'");
        Answer refused = API.post(path(app, ""), message, "died");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/code")).isEqualTo("unavailable");
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("1");
        API.database()
                .execute("UPDATE idempotency SET created_at = created_at - interval '2 minutes' WHERE key = 'died'");
        assertThat(API.post(path(app, ""), message, "died").status()).isEqualTo(202);
        assertThat(text("SELECT count(*) FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo("1");
    }

    @Test
    void waitsForTheFirstRequestThatIsStillAtWork() {
        SomeApp app = SomeApp.called("at-work");
        String message = "{\"eventType\":\"a\",\"payload\":{}}";
        Answer first = API.post(path(app, ""), message, "at work");
        String made = first.text("/id");
        API.database().execute("UPDATE idempotency SET status = NULL, made = NULL WHERE key = 'at work'");
        CompletableFuture<Answer> second =
                CompletableFuture.supplyAsync(() -> API.post(path(app, ""), message, "at work"));
        API.database().execute("UPDATE idempotency SET status = 202, made = '" + made + "' WHERE key = 'at work'");
        assertThat(second.join()).extracting(Answer::status, Answer::text).containsExactly(202, first.text());
    }

    /** What it waits for is locked: it is broken off before it has done anything. */
    @Test
    void letsAKeyGoWhoseRequestIsBrokenOff() throws Exception {
        SomeApp app = SomeApp.called("broken-off");
        String known = "SELECT count(*) FROM idempotency WHERE key = 'broken off'";
        String message = "{\"eventType\":\"a\",\"payload\":{}}";
        try (Connection locking = API.database().connect();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE message IN EXCLUSIVE MODE");
            Disposable request = API.begin(path(app, ""), message, "broken off");
            await().atMost(RunningApi.PATIENCE).until(() -> API.database().count(known) == 1);
            request.dispose();
            await().atMost(RunningApi.PATIENCE).until(() -> API.database().count(known) == 0);
            locking.rollback();
        }
        MessageCreateOptions options = new MessageCreateOptions();
        options.setIdempotencyKey("broken off");
        MESSAGES.create("broken-off", message("a", "{}"), options);
        assertThat(text("SELECT count(*) FROM message WHERE app_id = '" + app.id() + "'"))
                .isEqualTo("1");
    }

    @Test
    void takesAsLargeABodyAsIsConfigured() {
        SomeApp app = SomeApp.called("bodies");
        assertThat(API.call(HttpMethod.POST, path(app, ""), ofSize(500_000)).status())
                .isEqualTo(202);
        Answer tooLarge = API.call(HttpMethod.POST, path(app, ""), ofSize(530_000));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.text("/code")).isEqualTo("payload_too_large");
    }

    private static String ofSize(int size) {
        return "{\"eventType\":\"a\",\"payload\":{\"x\":\"" + "x".repeat(size) + "\"}}";
    }

    /** All of a page may not be more than a few of the largest messages. */
    @Test
    void listsNoMoreAtOnceThanIsBounded() throws Exception {
        SomeApp app = SomeApp.called("large");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            made.add(
                    0, API.call(HttpMethod.POST, path(app, ""), ofSize(500_000)).text("/id"));
        }
        Answer first = API.call(HttpMethod.GET, path(app, "?limit=250"), null);
        assertThat(first.text().length()).isLessThan(5_000_000);
        assertThat(first.json().at("/done").asBoolean()).isFalse();
        List<String> seen = new ArrayList<>(ids(first));
        Answer second = API.call(HttpMethod.GET, path(app, "?limit=250&iterator=" + first.text("/iterator")), null);
        assertThat(second.json().at("/done").asBoolean()).isTrue();
        seen.addAll(ids(second));
        assertThat(seen).isEqualTo(made);
        Answer bare = API.call(HttpMethod.GET, path(app, "?limit=250&with_content=false"), null);
        assertThat(ids(bare)).isEqualTo(made);
        Answer ascending = API.call(HttpMethod.GET, path(app, "?limit=250&order=ascending"), null);
        assertThat(ids(ascending)).startsWith(made.get(11), made.get(10)).hasSizeLessThan(12);
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .at("/data")
                .valueStream()
                .map(message -> message.at("/id").asString())
                .toList();
    }

    /** Svix would make the app, and forget the payload earlier. */
    @Test
    void passesOverWhatItDoesNotDo() throws Exception {
        SomeApp app = SomeApp.called("passes-over");
        String more = ",\"payloadRetentionPeriod\":5,\"payloadRetentionHours\":1,\"application\":{\"name\":\"b\"}";
        assertThat(API.call(HttpMethod.POST, path(app, ""), "{\"eventType\":\"a\",\"payload\":{}" + more + "}")
                        .status())
                .isEqualTo(202);
        assertThat(API.call(
                                HttpMethod.POST,
                                "/api/v1/app/nobody-yet/msg",
                                "{\"eventType\":\"a\",\"payload\":{},\"application\":{\"name\":\"b\"}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void sendsAnExampleToOneEndpoint() throws Exception {
        SomeApp app = SomeApp.called("examples");
        String endpoint = app.endpoint("one", "'{nothing}'", false);
        app.endpoint("other");
        API.database()
                .execute(
                        "INSERT INTO event_type (name, description, schemas, created_at, updated_at) VALUES ('example.t',"
                                + " '', '{\"2\":{\"examples\":[{\"v\":2},{\"v\":3}]},\"10\":{\"examples\":[{\"v\":10}]}}', now(),"
                                + " now()), ('example.none', '', NULL, now(), now())");
        MessageOut made =
                SVIX.getEndpoint().sendExample("examples", "one", new EventExampleIn().eventType("example.t"));
        assertThat(made.getPayload()).hasToString("{v=10}");
        assertThat(text("SELECT string_agg(endpoint_id, ' ') FROM delivery WHERE app_id = '" + app.id() + "'"))
                .isEqualTo(endpoint);
        assertThat(RunningApi.refusal(() -> SVIX.getEndpoint()
                                .sendExample("examples", "one", new EventExampleIn().eventType("example.none")))
                        .text("/code"))
                .isEqualTo("invalid_scheme");
        assertThat(RunningApi.refusal(() -> SVIX.getEndpoint()
                                .sendExample("examples", "one", new EventExampleIn().eventType("unknown")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void showsNothingToAnotherAppsKey() throws Exception {
        SomeApp app = SomeApp.called("mine");
        SomeApp.called("theirs");
        MessageOut made = MESSAGES.create("mine", message("t", "{}").eventId("1"));
        Svix theirs = API.svix("theirs");
        assertThat(RunningApi.refusal(() -> theirs.getMessage().list("mine")).status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.getMessage().get("theirs", made.getId()))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.getMessage().get("theirs", "1"))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.getMessage().create("mine", message("t", "{}")))
                        .status())
                .isEqualTo(404);
        MessageListOptions options = new MessageListOptions();
        options.setIterator("-" + made.getId());
        assertThat(theirs.getMessage().list("theirs", options).getData()).isEmpty();
        assertThat(API.svix(List.of(app.id())).getMessage().get("mine", made.getId()))
                .isEqualTo(made);
    }

    private static MessageIn message(String type, String payload) {
        return new MessageIn().eventType(type).payload(payload);
    }

    private static String path(SomeApp app, String rest) {
        return "/api/v1/app/" + app.id() + "/msg" + rest;
    }

    private static String text(String sql) {
        return API.database().text(sql);
    }
}
