package io.fourways.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Debian's Chromium without a window, driven through its chromedriver.
 *
 * @see <a href="https://www.w3.org/TR/webdriver2/">W3C, WebDriver</a>
 */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ChildProcess driver;
    private final URI session;

    private Browser(ChildProcess driver, URI session) {
        this.driver = driver;
        this.session = session;
    }

    public static Browser start() {
        int port = Ports.free();
        Path log = Path.of("target", "browser", "chromedriver.log");
        ChildProcess driver =
                ChildProcess.start(new ProcessBuilder(installed(DRIVER, "chromium-driver"), "--port=" + port), log);
        await("chromedriver to listen, see " + log)
                .atMost(Duration.ofSeconds(30))
                .until(() -> driver.assertAlive() && isListening(port));
        URI sessions = URI.create("http://127.0.0.1:" + port + "/session");
        String id = post(sessions, capabilities()).required("sessionId").stringValue();
        return new Browser(driver, URI.create(sessions + "/" + id));
    }

    private static ObjectNode capabilities() {
        ObjectNode asked = JSON.objectNode();
        ObjectNode chrome =
                asked.putObject("capabilities").putObject("alwaysMatch").putObject("goog:chromeOptions");
        chrome.put("binary", installed(CHROMIUM, "chromium"));
        ArrayNode flags = chrome.putArray("args");
        FLAGS.forEach(flags::add);
        return asked;
    }

    /** Leaves the page that it is on, if any, for another one, and waits until that one is loaded. */
    public void open(URI page) {
        post(URI.create(session + "/url"), JSON.objectNode().put("url", page.toString()));
    }

    /** What the body of a function returns, on the page that is open. */
    public JsonNode run(String body, String... arguments) {
        ObjectNode script = JSON.objectNode().put("script", body);
        ArrayNode given = script.putArray("args");
        List.of(arguments).forEach(given::add);
        return post(URI.create(session + "/execute/sync"), script);
    }

    @Override
    public void close() {
        Http.send(Http.request(session, "").DELETE());
        driver.stop(Duration.ofSeconds(10));
    }

    private static JsonNode post(URI command, ObjectNode parameters) {
        HttpResponse<String> answer =
                Http.send(Http.request(command, "").POST(BodyPublishers.ofString(parameters.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonTexts.tree(answer.body()).required("value");
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String installed(Path program, String debianPackage) {
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(
                    "These tests need " + program + " (Debian: apt-get install " + debianPackage + ")");
        }
        return program.toString();
    }
}
