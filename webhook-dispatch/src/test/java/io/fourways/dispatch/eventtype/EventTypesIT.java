package io.fourways.dispatch.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.EventTypeDeleteOptions;
import com.svix.api.EventTypeListOptions;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import com.svix.models.EventTypePatch;
import com.svix.models.EventTypeUpdate;
import com.svix.models.ListResponseEventTypeOut;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class EventTypesIT {

    private static final String ALL = "/api/v1/event-type";

    private final RunningApi api = RunningApi.shared();
    private final Svix svix = api.svix();
    private final String name = "t" + UUID.randomUUID() + ".made";
    private final Map<String, Object> schemas =
            Map.of("1", Map.of("type", "object", "examples", List.of(Map.of("total", 19.5))));

    private EventTypeIn type() {
        return new EventTypeIn().name(name).description("Something was made");
    }

    @Test
    void areMadeAndShown() throws Exception {
        EventTypeOut made = svix.getEventType()
                .create(type().schemas(schemas)
                        .groupName("things")
                        .featureFlags(Set.of("beta"))
                        .deprecated(true));
        assertThat(made.getName()).isEqualTo(name);
        assertThat(made.getDescription()).isEqualTo("Something was made");
        assertThat(made.getSchemas()).isEqualTo(schemas);
        assertThat(made.getGroupName()).isEqualTo("things");
        assertThat(made.getFeatureFlags()).containsExactly("beta");
        assertThat(made.getFeatureFlag()).isEqualTo("beta");
        assertThat(made.getDeprecated()).isTrue();
        assertThat(made.getArchived()).isFalse();
        assertThat(svix.getEventType().get(name)).isEqualTo(made);
    }

    /** Each has 200 KB to show. */
    @Test
    void areListedInPagesOfABoundedSize() throws Exception {
        Map<String, Object> large = Map.of("1", Map.of("description", "x".repeat(200_000)));
        List<String> made = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            made.add(svix.getEventType()
                    .create(new EventTypeIn().name(name + i).description("").schemas(large))
                    .getName());
        }
        List<String> seen = new ArrayList<>();
        String iterator = name;
        while (!seen.contains(name + 39)) {
            Answer page = api.call(HttpMethod.GET, ALL + "?with_content=true&limit=250&iterator=" + iterator, null);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text().length()).isLessThan(5_000_000);
            page.json().at("/data").forEach(type -> seen.add(type.at("/name").asString()));
            iterator = page.text("/iterator");
        }
        assertThat(seen).containsAll(made);
    }

    @Test
    void areMadeOnce() throws Exception {
        svix.getEventType().create(type());
        Answer refused = RunningApi.refusal(() -> svix.getEventType().create(type()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("event_type_exists");
    }

    @Test
    void areReplacedAltogetherOrMade() throws Exception {
        EventTypeOut made = svix.getEventType()
                .update(name, new EventTypeUpdate().description("First").schemas(schemas));
        assertThat(made.getSchemas()).isEqualTo(schemas);
        EventTypeOut changed = svix.getEventType().update(name, new EventTypeUpdate().description("Second"));
        assertThat(changed.getDescription()).isEqualTo("Second");
        assertThat(changed.getSchemas()).isNull();
        assertThat(changed.getCreatedAt()).isEqualTo(made.getCreatedAt());
        String body = "{\"description\":\"d\"}";
        assertThat(api.call(HttpMethod.PUT, ALL + "/" + name, body).status()).isEqualTo(200);
        assertThat(api.call(HttpMethod.PUT, ALL + "/" + name + "2", body).status())
                .isEqualTo(201);
    }

    @Test
    void arePatchedInWhatIsSaid() throws Exception {
        svix.getEventType().create(type().schemas(schemas).groupName("things").featureFlags(Set.of("beta")));
        EventTypeOut changed = svix.getEventType().patch(name, new EventTypePatch().description("New"));
        assertThat(changed.getDescription()).isEqualTo("New");
        assertThat(changed.getSchemas()).isEqualTo(schemas);
        assertThat(changed.getGroupName()).isEqualTo("things");
        assertThat(changed.getFeatureFlags()).containsExactly("beta");
        EventTypeOut bare = svix.getEventType()
                .patch(name, new EventTypePatch().schemas(null).groupName(null).featureFlags(null));
        assertThat(bare.getSchemas()).isNull();
        assertThat(bare.getGroupName()).isNull();
        assertThat(bare.getFeatureFlags()).isNull();
        assertThat(RunningApi.refusal(
                                () -> svix.getEventType().patch(name + "2", new EventTypePatch().description("New")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void areArchivedAndMadeAgain() throws Exception {
        svix.getEventType().create(type().schemas(schemas));
        svix.getEventType().delete(name);
        assertThat(svix.getEventType().get(name).getArchived()).isTrue();
        EventTypeOut again = svix.getEventType().create(type().description("Again"));
        assertThat(again.getArchived()).isFalse();
        assertThat(again.getSchemas()).isNull();
    }

    @Test
    void areRemovedWhenThatIsMeant() throws Exception {
        svix.getEventType().create(type());
        EventTypeDeleteOptions altogether = new EventTypeDeleteOptions();
        altogether.setExpunge(true);
        svix.getEventType().delete(name, altogether);
        assertThat(RunningApi.refusal(() -> svix.getEventType().get(name)).status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> svix.getEventType().delete(name)).status())
                .isEqualTo(404);
    }

    @Test
    void areListedByName() throws Exception {
        svix.getEventType().create(type().name("0." + name + ".a").schemas(schemas));
        svix.getEventType().create(type().name("0." + name + ".c"));
        svix.getEventType().create(type().name("0." + name + ".b").archived(true));
        EventTypeListOptions options = new EventTypeListOptions();
        options.setIterator("0." + name);
        options.setLimit(2L);
        options.setWithContent(true);
        ListResponseEventTypeOut shown = svix.getEventType().list(options);
        assertThat(shown.getData())
                .extracting(EventTypeOut::getName)
                .containsExactly("0." + name + ".a", "0." + name + ".c");
        assertThat(shown.getData().get(0).getSchemas()).isEqualTo(schemas);
        options.setIncludeArchived(true);
        options.setWithContent(null);
        ListResponseEventTypeOut archivedToo = svix.getEventType().list(options);
        assertThat(archivedToo.getData())
                .extracting(EventTypeOut::getName)
                .containsExactly("0." + name + ".a", "0." + name + ".b");
        assertThat(archivedToo.getData().get(0).getSchemas()).isNull();
        assertThat(archivedToo.getIterator()).isEqualTo("0." + name + ".b");
        options.setIterator(archivedToo.getIterator());
        options.setLimit(1L);
        assertThat(svix.getEventType().list(options).getData())
                .extracting(EventTypeOut::getName)
                .containsExactly("0." + name + ".c");
    }

    @Test
    void keepTheirSchemasToTheDigit() {
        String schema = "{\"1\":{\"maximum\":12345678901234567890.123456789}}";
        String body = "{\"name\":\"%s\",\"description\":\"d\",\"schemas\":%s}".formatted(name, schema);
        assertThat(api.call(HttpMethod.POST, ALL, body).status()).isEqualTo(201);
        assertThat(api.call(HttpMethod.GET, ALL + "/" + name, null).text()).contains("12345678901234567890.123456789");
    }

    @Test
    void haveARetrySchedule() throws Exception {
        svix.getEventType().create(type());
        String path = ALL + "/" + name + "/retry-schedule";
        assertThat(api.call(HttpMethod.GET, path, null).text()).isEqualTo("{\"retrySchedule\":null}");
        String schedule = "{\"retrySchedule\":[{\"secs\":5,\"nanos\":0},{\"secs\":300,\"nanos\":0}]}";
        assertThat(api.call(HttpMethod.PUT, path, schedule).text()).isEqualTo(schedule);
        assertThat(api.call(HttpMethod.GET, path, null).text()).isEqualTo(schedule);
        assertThat(api.database().text("SELECT schedule FROM event_type WHERE name = '" + name + "'"))
                .isEqualTo("{5,300}");
        assertThat(api.call(HttpMethod.PUT, path, "{}").text()).isEqualTo("{\"retrySchedule\":null}");
        assertThat(api.call(HttpMethod.PUT, ALL + "/nothing/retry-schedule", schedule)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "{}",
                "true",
                "[5]",
                "[{'secs':0,'nanos':0}]",
                "[{'secs':1,'nanos':5}]",
                "[{'secs':604801,'nanos':0}]",
                "[{'secs':1.5,'nanos':0}]",
            })
    void takeSchedulesOfSecondsOnly(String schedule) throws Exception {
        svix.getEventType().create(type());
        Answer refused = api.call(
                HttpMethod.PUT,
                ALL + "/" + name + "/retry-schedule",
                "{\"retrySchedule\":" + schedule.replace('\'', '"') + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/retrySchedule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'description':'d'} | name",
                "{'name':'a b','description':'d'} | name",
                "{'name':'a'} | description",
                "{'name':'a','description':'d','schemas':[]} | schemas",
                "{'name':'a','description':'d','schemas':{'1':7}} | schemas",
                "{'name':'a','description':'d','schemas':{'1':{'a':'\\u0000'}}} | schemas",
                "{'name':'a','description':'d','schemas':{'1':{'a':1e999999}}} | schemas",
                "{'name':'a','description':'d','featureFlags':[]} | featureFlags",
                "{'name':'a','description':'d','featureFlags':['a b']} | featureFlags",
                "{'name':'a','description':'d','featureFlags':[1]} | featureFlags/[0]",
                "{'name':'a','description':'d','groupName':'/'} | groupName",
                "{'name':'a','description':'d','archived':'yes'} | archived",
            })
    void areRefusedNamingTheMember(String body, String member) {
        Answer refused = api.call(HttpMethod.POST, ALL, body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault()).isEqualTo("body/" + member);
    }
}
