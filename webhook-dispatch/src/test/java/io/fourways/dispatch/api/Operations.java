package io.fourways.dispatch.api;

import io.fourways.dispatch.DispatchApplication;
import io.fourways.service.publishing.EventPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import reactor.core.publisher.Mono;

/** What can be asked of the service. */
public final class Operations {

    private static final Pattern ROUTE = Pattern.compile("\\((GET|POST|PUT|PATCH|DELETE|OPTIONS) && (\\S+)\\)");

    private Operations() {}

    /** Each as {@code GET /path/{variable}}. */
    public static List<String> served() {
        List<String> served = new ArrayList<>();
        new ReactiveWebApplicationContextRunner()
                .withUserConfiguration(DispatchApplication.class)
                .withBean(EventPublisher.class, () -> event -> Mono.empty())
                .withPropertyValues(
                        "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef",
                        "fourways.dispatch.secrets-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                        "fourways.dispatch.database.url=postgresql://nobody:none@127.0.0.1:1/none")
                .run(context -> served.addAll(routes(context)));
        return served;
    }

    private static List<String> routes(ApplicationContext context) {
        return context.getBeansOfType(RouterFunction.class).values().stream()
                .flatMap(routes -> ROUTE.matcher(routes.toString()).results())
                .map(route -> route.group(1) + " " + route.group(2))
                .toList();
    }
}
