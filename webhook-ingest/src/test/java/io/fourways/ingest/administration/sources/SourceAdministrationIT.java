package io.fourways.ingest.administration.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.administration.RunningAdministration;
import io.fourways.ingest.administration.RunningAdministration.Answer;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.system.database.TestDatabase;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAdministrationIT {

    private final RunningAdministration service = RunningAdministration.shared();
    private final TestDatabase database = service.database();

    private static String unique() {
        return "s-" + UUID.randomUUID();
    }

    private Answer create(String name) {
        return service.post("/v1/sources", """
                {"name":"%s","provider":"github","secrets":["old-hush"]}""".formatted(name));
    }

    private int pushed(String name, String secret) {
        return service.push(name, UUID.randomUUID().toString(), "{}", secret).status();
    }

    private void awaitPushed(String name, String secret, int status) {
        await().atMost(RunningAdministration.PATIENCE)
                .untilAsserted(() -> assertThat(pushed(name, secret)).isEqualTo(status));
    }

    @Test
    void makesSourceThatTakesWebhooks() {
        String name = unique();
        Answer made = create(name);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().getLocation()).hasToString("/v1/sources/" + name);
        assertThat(service.get("/v1/sources/" + name).json()).isEqualTo(made.json());
        awaitPushed(name, "old-hush", 200);
        assertThat(pushed(name, "other")).isEqualTo(401);
    }

    @Test
    void showsWhatASourceIsLike() {
        String name = unique();
        service.put("/v1/sources/" + name, """
                {"provider":"hmac","secrets":["a","b"],"channel":"orders.{/id}","publicUrl":"https://hooks.example/in",
                 "tolerance":"PT1M30S","options":{"header":"X-Sig"},"requestsPerSecond":7}""");
        Answer shown = service.get("/v1/sources/" + name);
        assertThat(shown.json().get("createdAt").isString()).isTrue();
        assertThat(shown.text().replaceAll(",\"(createdAt|updatedAt)\":\"[^\"]*\"", ""))
                .isEqualTo("{\"name\":\"" + name + "\",\"provider\":\"hmac\",\"channel\":\"orders.{/id}\",\"url\":"
                        + "\"/webhooks/" + name + "\",\"publicUrl\":\"https://hooks.example/in\",\"tolerance\":"
                        + "\"PT1M30S\",\"options\":{\"header\":\"X-Sig\"},\"requestsPerSecond\":7,\"secretCount\":2,"
                        + "\"declared\":false}");
    }

    @Test
    void listsDeclaredAndManagedByName() {
        String name = unique();
        create(name);
        database.execute("INSERT INTO source SELECT 'declared', provider, 'hidden', NULL, NULL, '{}', sealed_secrets,"
                + " NULL, created_at, updated_at FROM source WHERE name = '" + name + "' ON CONFLICT DO NOTHING");
        Answer listed = service.get("/v1/sources");
        assertThat(listed.json().at("/sources").valueStream().map(source -> source.get("name")
                        .asString()))
                .contains("declared", name)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(listed.text()).doesNotContain("hidden");
    }

    private int greeted(String name, String token) {
        return service.get("/webhooks/" + name + "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=" + token)
                .status();
    }

    private void awaitGreeted(String name, String token) {
        await().atMost(RunningAdministration.PATIENCE)
                .untilAsserted(() -> assertThat(greeted(name, token)).isEqualTo(200));
    }

    @Test
    void sealsTheOptionsThatAreSecretsAndKeepsThemWhenTheyAreNotSaid() {
        String name = unique();
        String path = "/v1/sources/" + name;
        service.put(path, """
                {"provider":"meta","secrets":["a"],"options":{"verify-token":"needle"}}""");
        awaitGreeted(name, "needle");
        assertThat(greeted(name, "other")).isEqualTo(403);
        assertThat(service.get(path).json().get("options")).isEmpty();

        assertThat(service.put(path, "{\"provider\":\"meta\",\"channel\":\"fixed\"}")
                        .status())
                .isEqualTo(200);
        service.post(path + "/secrets", "{\"secret\":\"b\"}");
        assertThat(service.delete(path + "/secrets").text("/secretCount")).isEqualTo("1");
        awaitGreeted(name, "needle");

        service.put(path, """
                {"provider":"meta","options":{"verify-token":"another"}}""");
        awaitGreeted(name, "another");
        assertThat(greeted(name, "needle")).isEqualTo(403);
        assertThat(service.put(path, "{\"provider\":\"github\"}").status()).isEqualTo(200);
        assertThat(database.text("SELECT sealed_options IS NULL FROM source WHERE name = '" + name + "'"))
                .isEqualTo("t");
    }

    @Test
    void sealsWithTheNextWriteWhatWasNotSealedOnce() {
        String name = unique();
        String path = "/v1/sources/" + name;
        service.put(path, """
                {"provider":"meta","secrets":["a"],"options":{"verify-token":"needle"}}""");
        database.execute("UPDATE source SET sealed_options = NULL, options = '{\"verify-token\":\"needle\"}'"
                + " WHERE name = '" + name + "'");
        awaitGreeted(name, "needle");
        assertThat(service.get(path).text()).doesNotContain("needle");
        service.post(path + "/secrets", "{\"secret\":\"b\"}");
        assertThat(database.text("SELECT options FROM source WHERE name = '" + name + "'"))
                .isEqualTo("{}");
        awaitGreeted(name, "needle");
    }

    @Test
    void opensNoOptionsOfAnotherSourceAndNoneAsSecrets() {
        String name = unique();
        String other = unique();
        for (String each : new String[] {name, other}) {
            service.put("/v1/sources/" + each, """
                    {"provider":"meta","secrets":["a"],"options":{"verify-token":"needle"}}""");
        }
        database.execute("UPDATE source SET sealed_options = (SELECT sealed_options FROM source WHERE name = '" + other
                + "') WHERE name = '" + name + "'");
        assertThat(service.put("/v1/sources/" + name, "{\"provider\":\"meta\"}").problem())
                .isEqualTo("secrets-unreadable");
        database.execute("UPDATE source SET sealed_secrets = sealed_options WHERE name = '" + other + "'");
        assertThat(service.get("/v1/sources/" + other).json().get("secretCount").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider      | {'secrets':['a']}",
                "provider      | {'provider':'nobody','secrets':['a']}",
                "provider      | {'provider':1,'secrets':['a']}",
                "secrets       | {'provider':'github'}",
                "secrets       | {'provider':'github','secrets':[]}",
                "secrets       | {'provider':'github','secrets':['']}",
                "secrets       | {'provider':'github','secrets':'a'}",
                "secrets       | {'provider':'github','secrets':[null]}",
                "secrets       | {'provider':'github','secrets':['\\u0000']}",
                "secrets       | {'provider':'basic','secrets':['nocolon']}",
                "channel       | {'provider':'github','secrets':['a'],'channel':'a..b'}",
                "channel       | {'provider':'github','secrets':['a'],'channel':''}",
                "publicUrl     | {'provider':'github','secrets':['a'],'publicUrl':'/in'}",
                "publicUrl     | {'provider':'github','secrets':['a'],'publicUrl':'ftp://x/'}",
                "publicUrl     | {'provider':'github','secrets':['a'],'publicUrl':'http:// x'}",
                "tolerance     | {'provider':'stripe','secrets':['a'],'tolerance':'5 minutes'}",
                "tolerance     | {'provider':'stripe','secrets':['a'],'tolerance':'-PT1S'}",
                "tolerance     | {'provider':'stripe','secrets':['a'],'tolerance':'PT0S'}",
                "tolerance     | {'provider':'stripe','secrets':['a'],'tolerance':'P106751991167300D'}",
                "tolerance     | {'provider':'stripe','secrets':['a'],'tolerance':5}",
                "options       | {'provider':'github','secrets':['a'],'options':{'header':'x'}}",
                "options       | {'provider':'hmac','secrets':['a']}",
                "options       | {'provider':'hmac','secrets':['a'],'options':[]}",
                "options       | {'provider':'hmac','secrets':['a'],'options':{'header':1}}",
                "requestsPerSecond | {'provider':'github','secrets':['a'],'requestsPerSecond':0}",
                "requestsPerSecond | {'provider':'github','secrets':['a'],'requestsPerSecond':1.5}",
                "requestsPerSecond | {'provider':'github','secrets':['a'],'requestsPerSecond':99999999999}",
            })
    void namesTheMemberThatIsWrong(String member, String settings) {
        String name = unique();
        Answer answer = service.put("/v1/sources/" + name, settings.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("/member")).isEqualTo(member);
        assertThat(service.get("/v1/sources/" + name).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"''", "a b", "a.b", "a/b", "é"})
    void namesTheNameThatIsNone(String name) {
        Answer answer = create(name);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/member")).isEqualTo("name");
    }

    @Test
    void takesSoManySecretsAndNoMore() {
        String secrets = IntStream.range(0, 11).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        String settings = "{\"provider\":\"github\",\"secrets\":[" + secrets + "]}";
        assertThat(service.put("/v1/sources/" + unique(), settings).text("/member"))
                .isEqualTo("secrets");
        String name = unique();
        service.put("/v1/sources/" + name, settings.replace(",\"10\"", ""));
        Answer more = service.post("/v1/sources/" + name + "/secrets", "{\"secret\":\"one more\"}");
        assertThat(more.text("/member")).isEqualTo("secret");
    }

    @Test
    void makesNoSecondSourceOfAName() {
        String name = unique();
        create(name);
        assertThat(create(name).status()).isEqualTo(409);
        assertThat(create(name).problem()).isEqualTo("source-exists");
        assertThat(create("declared").problem()).isEqualTo("source-declared");
    }

    @Test
    void keepsSecretsWhenOtherSettingsChange() {
        String name = unique();
        create(name);
        Answer changed = service.put("/v1/sources/" + name, "{\"provider\":\"github\",\"channel\":\"fixed\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/channel")).isEqualTo("fixed");
        assertThat(changed.text("/secretCount")).isEqualTo("1");
        awaitPushed(name, "old-hush", 200);
    }

    @Test
    void takesOldAndNewSecretWhileTheyRotate() {
        String name = unique();
        create(name);
        Answer rotating = service.post("/v1/sources/" + name + "/secrets", "{\"secret\":\"new-hush\"}");
        assertThat(rotating.text("/secretCount")).isEqualTo("2");
        awaitPushed(name, "new-hush", 200);
        assertThat(pushed(name, "old-hush")).isEqualTo(200);
        assertThat(service.delete("/v1/sources/" + name + "/secrets").text("/secretCount"))
                .isEqualTo("1");
        awaitPushed(name, "old-hush", 401);
        assertThat(pushed(name, "new-hush")).isEqualTo(200);
    }

    @Test
    void addsASecretTwiceAsOne() {
        String name = unique();
        create(name);
        service.post("/v1/sources/" + name + "/secrets", "{\"secret\":\"new-hush\"}");
        assertThat(service.post("/v1/sources/" + name + "/secrets", "{\"secret\":\"new-hush\"}")
                        .text("/secretCount"))
                .isEqualTo("2");
    }

    @Test
    void asksTheProviderAboutANewSecret() {
        String name = unique();
        service.put("/v1/sources/" + name, "{\"provider\":\"basic\",\"secrets\":[\"a:b\"]}");
        Answer answer = service.post("/v1/sources/" + name + "/secrets", "{\"secret\":\"nocolon\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/member")).isEqualTo("secret");
    }

    @Test
    void deletesASource() {
        String name = unique();
        create(name);
        awaitPushed(name, "old-hush", 200);
        assertThat(service.delete("/v1/sources/" + name).status()).isEqualTo(204);
        assertThat(service.delete("/v1/sources/" + name).status()).isEqualTo(404);
        assertThat(service.get("/v1/sources/" + name).status()).isEqualTo(404);
        awaitPushed(name, "old-hush", 404);
    }

    @Test
    void changesNothingOfTheConfiguration() {
        String path = "/v1/sources/declared";
        assertThat(service.get(path).text("/declared")).isEqualTo("true");
        for (Answer answer : new Answer[] {
            service.put(path, "{\"provider\":\"github\",\"secrets\":[\"a\"]}"),
            service.delete(path),
            service.post(path + "/secrets", "{\"secret\":\"a\"}"),
            service.delete(path + "/secrets")
        }) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("source-declared");
        }
        assertThat(pushed("declared", RunningAdministration.DECLARED_SECRET)).isEqualTo(200);
    }

    @Test
    void knowsNothingOfASourceThatIsNotThere() {
        String path = "/v1/sources/nobody";
        assertThat(service.get(path).problem()).isEqualTo("unknown-source");
        assertThat(service.get("/v1/sources/a%00b").status()).isEqualTo(404);
        assertThat(service.post(path + "/secrets", "{\"secret\":\"a\"}").status())
                .isEqualTo(404);
        assertThat(service.delete(path + "/secrets").status()).isEqualTo(404);
    }

    @Test
    void saysThatSecretsCannotBeReadAndTakesNewOnes() {
        String name = unique();
        create(name);
        database.execute("UPDATE source SET sealed_secrets = 'x' WHERE name = '" + name + "'");
        String path = "/v1/sources/" + name;
        assertThat(service.get(path).json().get("secretCount").isNull()).isTrue();
        assertThat(service.put(path, "{\"provider\":\"github\"}").problem()).isEqualTo("secrets-unreadable");
        assertThat(service.delete(path + "/secrets").problem()).isEqualTo("secrets-unreadable");
        assertThat(service.put(path, "{\"provider\":\"github\",\"secrets\":[\"new\"]}")
                        .status())
                .isEqualTo(200);
        awaitPushed(name, "new", 200);
    }

    /** On a database of its own: it would publish what the others wait for. */
    @Test
    void saysThatTheProviderIsGoneAndTakesAnotherOne() {
        String name = unique();
        create(name);
        database.execute("UPDATE source SET provider = 'gone' WHERE name = '" + name + "'");
        String path = "/v1/sources/" + name;
        assertThat(service.post(path + "/secrets", "{\"secret\":\"a\"}").problem())
                .isEqualTo("provider-unknown");
        assertThat(service.delete(path + "/secrets").problem()).isEqualTo("provider-unknown");
        assertThat(service.get(path).status()).isEqualTo(200);
        assertThat(service.put(path, "{\"provider\":\"github\",\"secrets\":[\"new\"]}")
                        .status())
                .isEqualTo(200);
        awaitPushed(name, "new", 200);
    }

    @Test
    void namesThePropertyThatManagingSourcesNeeds() {
        TestDatabase own = TestDatabase.create();
        try (RunningAdministration keyless = RunningAdministration.on(own)) {
            byte[] sealed = service.get(SealedSecrets.class).seal("known", List.of("hush"));
            own.execute("INSERT INTO source VALUES ('known', 'github', 'c', NULL, NULL, '{}', '\\x"
                    + HexFormat.of().formatHex(sealed) + "', NULL, now(), now())");
            String path = "/v1/sources/known";
            for (Answer answer : new Answer[] {
                keyless.post("/v1/sources", "{\"name\":\"a\",\"provider\":\"github\",\"secrets\":[\"a\"]}"),
                keyless.put(path, "{\"provider\":\"github\",\"secrets\":[\"a\"]}"),
                keyless.post(path + "/secrets", "{\"secret\":\"a\"}"),
                keyless.delete(path + "/secrets")
            }) {
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.problem()).isEqualTo("secrets-key-missing");
                assertThat(answer.text("/property")).isEqualTo("fourways.ingest.secrets-key");
            }
            assertThat(keyless.get(path).status()).isEqualTo(200);
            assertThat(keyless.delete(path).status()).isEqualTo(204);
        }
    }
}
