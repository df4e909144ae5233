package io.fourways.gateway;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.contract.Logs;
import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.ConnectRate;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.Origins;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.advice.AdviceHandler;
import io.fourways.gateway.channels.ChannelsHandler;
import io.fourways.gateway.channels.LogChannels;
import io.fourways.gateway.connection.OpenEnds;
import io.fourways.gateway.connection.RequestTimes;
import io.fourways.gateway.connection.WithinExchange;
import io.fourways.gateway.drain.Drain;
import io.fourways.gateway.drain.DrainMetrics;
import io.fourways.gateway.drain.DrainProperties;
import io.fourways.gateway.drain.LastAnswers;
import io.fourways.gateway.poll.PollHandler;
import io.fourways.gateway.poll.PollMetrics;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.prepared.PreparedPolls;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.gateway.read.ReadAdmission;
import io.fourways.gateway.read.ReadHandler;
import io.fourways.gateway.read.ReadRoutes;
import io.fourways.gateway.read.ReadingByLog;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.session.Gateway;
import io.fourways.gateway.shortcut.Shortcut;
import io.fourways.gateway.sse.EventSources;
import io.fourways.gateway.sse.SseHandler;
import io.fourways.gateway.way.Way;
import io.fourways.gateway.websocket.CompressionProperties;
import io.fourways.gateway.websocket.WebSocketHandler;
import io.fourways.service.access.Authenticator;
import io.fourways.service.problem.NotAllowed;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.PublishRate;
import io.fourways.service.trace.EventSpans;
import io.fourways.service.trace.TracedPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.ObjectMapper;

/** From the windows to clients. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DrainProperties.class, CompressionProperties.class})
class DeliveryConfiguration {

    private static final String ADVICE = "/v1/advice";
    private static final String CHANNELS = "/v1/channels";

    @Bean
    ClientPublishing clientPublishing(
            EventPublisher publisher, PublishRate rate, ChannelAccess channels, EventSpans spans) {
        return new ClientPublishing(TracedPublisher.beginning(publisher, spans), rate, channels);
    }

    @Bean
    Gateway gateway(
            ServedLogs logs,
            Authenticator authenticator,
            ChannelAccess channels,
            ClientPublishing publishing,
            GatewayLimits limits,
            RefusalMetrics refusals,
            ObjectMapper json) {
        return new Gateway(logs, authenticator, channels, publishing, limits, refusals, json);
    }

    @Bean
    WebSocketHandler webSocketHandler(
            Gateway gateway, ReadAdmission admission, Origins origins, CompressionProperties compression) {
        return new WebSocketHandler(gateway, admission, origins, compression);
    }

    @Bean
    ReadAdmission readAdmission(
            GatewayLimits limits,
            ConnectRate rate,
            ConnectionAdmission connections,
            ChannelAccess channels,
            Drain drain,
            RefusalMetrics refusals) {
        return new ReadAdmission(limits, rate, connections, channels, drain::refuseWhileDraining, refusals);
    }

    @Bean
    UnreadAnswers unreadAnswers(GatewayLimits limits) {
        return new UnreadAnswers(limits.unreadAnswers(), limits.answerTime());
    }

    @Bean
    PollMetrics pollMetrics(ServedLogs logs, UnreadAnswers unread, MeterRegistry registry) {
        return new PollMetrics(registry, logs.any().fanout()::outgoing, unread);
    }

    @Bean
    PreparedPolls preparedPolls(
            UnreadAnswers unread,
            ReadAdmission admission,
            Authenticator authenticator,
            PollMetrics metrics,
            MeterRegistry registry) {
        return new PreparedPolls(unread, admission, authenticator, metrics, registry);
    }

    /** Not where each request is to leave a line or a span, which WebFlux and Reactor Netty see to. */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> beneathWebFlux(PreparedPolls polls, EventSpans spans) {
        boolean recorded = spans.isOn() || Boolean.getBoolean("reactor.netty.http.server.accessLogEnabled");
        return factory -> {
            if (!recorded) {
                factory.addServerCustomizers(Shortcut.offering(polls));
            }
        };
    }

    @Bean
    ReadHandler readHandler(
            ServedLogs logs,
            Authenticator authenticator,
            ReadAdmission admission,
            UnreadAnswers unread,
            PreparedPolls prepared,
            PollMetrics metrics,
            WebSocketHandler webSocket) {
        ReadingByLog poll = new ReadingByLog(
                logs,
                log -> new PollHandler(log.fanout(), log.starts(), log.channels(), unread, prepared.of(log), metrics)
                        ::read);
        ReadingByLog sse = new ReadingByLog(logs, log -> new SseHandler(log.fanout(), log.starts())::read);
        return new ReadHandler(
                authenticator,
                admission,
                Map.of(Way.SHORT_POLL, poll, Way.LONG_POLL, poll, Way.SSE, sse),
                webSocket::upgrade);
    }

    @Bean
    Drain drain(ServedLogs logs, DrainProperties properties) {
        return new Drain(logs, properties);
    }

    @Bean
    DrainMetrics drainMetrics(Drain drain) {
        return new DrainMetrics(drain);
    }

    @Bean
    OpenEnds openEnds() {
        return new OpenEnds();
    }

    @Bean
    WithinExchange withinExchange(EventSpans spans) {
        return new WithinExchange(spans.isOn());
    }

    @Bean
    static RequestTimes requestTimes() {
        return new RequestTimes();
    }

    @Bean
    LastAnswers lastAnswers() {
        return new LastAnswers();
    }

    @Bean
    RouterFunction<ServerResponse> administrationRoutes(
            Authenticator authenticator, Logs all, ServedLogs served, GatewayProperties properties) {
        AdviceHandler advice =
                new AdviceHandler(authenticator, channels -> served.of(channels).channels(), properties.heartbeat());
        ChannelsHandler list = new ChannelsHandler(
                authenticator,
                served.all().stream().map(log -> channels(log, all)).toList());
        return RouterFunctions.route()
                .GET(ADVICE, advice::advise)
                .HEAD(ADVICE, advice::advise)
                .GET(CHANNELS, list::list)
                .HEAD(CHANNELS, list::list)
                .route(path(ADVICE).or(path(CHANNELS)), NotAllowed.but(HttpMethod.GET, HttpMethod.HEAD))
                .build();
    }

    private static LogChannels channels(ServedLog log, Logs all) {
        return new LogChannels(log.channels(), log.backfill(), log.fanout(), channel -> all.of(channel)
                .equals(log.name()));
    }

    @Bean
    RouterFunction<ServerResponse> readRoutes(ReadHandler handler) {
        return ReadRoutes.of(handler).filter(EventSources::tellWhenToComeBack);
    }
}
