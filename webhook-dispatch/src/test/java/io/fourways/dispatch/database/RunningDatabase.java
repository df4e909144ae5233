package io.fourways.dispatch.database;

import static org.awaitility.Awaitility.await;

import io.fourways.service.database.Database;
import io.fourways.service.database.Schema;
import io.fourways.service.trace.TracingAutoConfiguration;
import io.fourways.system.context.OneStart;
import io.fourways.system.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** The database as the service has it, and other parts of the service on it, without a web server or a broker. */
public final class RunningDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;

    private RunningDatabase(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts; the schema may take a while. */
    public static RunningDatabase on(TestDatabase database, Class<?>... parts) {
        return on(database.url(), Clock.systemUTC(), List.of(), parts);
    }

    /**
     * The same at another time.
     *
     * @param properties as {@code name=value}
     */
    public static RunningDatabase on(String url, Clock clock, List<String> properties, Class<?>... parts) {
        Class<?>[] sources = Stream.concat(Stream.of(Base.class, DatabaseConfiguration.class), Stream.of(parts))
                .toArray(Class<?>[]::new);
        return new RunningDatabase(OneStart.of(new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "spring.main.banner-mode=off")
                .properties("fourways.dispatch.database.url=" + url)
                .properties(properties.toArray(String[]::new))
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean("clock", Clock.class, () -> clock))));
    }

    /** Waits for the tables. */
    public void awaitReady() {
        await().atMost(PATIENCE).until(() -> context.getBean(Schema.class).isReady());
    }

    /** The connections that serve the API. */
    public Database serving() {
        return context.getBean("serving", Database.class);
    }

    /** The connections of everything else. */
    public Database working() {
        return context.getBean("working", Database.class);
    }

    /** Another part of the service. */
    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Another part of the service, of several of its kind. */
    public <T> T get(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    @ImportAutoConfiguration(TracingAutoConfiguration.class)
    static class Base {}
}
