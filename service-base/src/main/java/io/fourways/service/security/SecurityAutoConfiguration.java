package io.fourways.service.security;

import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.jwt.JwtAuthenticator;
import io.fourways.service.jwt.KeySet;
import io.fourways.service.jwt.RememberedCallers;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.server.WebFilter;

/** Gives every service its {@link Authenticator}, guards it where it is open, and keeps tokens out of what it logs. */
@AutoConfiguration
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecurityAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Authenticator authenticator(SecurityProperties properties, Environment environment) {
        return switch (properties.mode()) {
            case JWT -> byToken(properties);
            case OPEN -> open(properties, environment.getProperty("server.address", InetAddress.class));
        };
    }

    @Bean
    @ConditionalOnMissingBean
    OpenSurface openSurface() {
        return OpenSurface.everything();
    }

    @Bean
    WebFilter openModeGuard(SecurityProperties properties, OpenSurface surface, ApplicationContext service) {
        return properties.isOpen()
                ? new OpenModeGuard(new KnownHosts(properties.allowedHosts()), surface, service)
                : (exchange, chain) -> chain.filter(exchange);
    }

    private static Authenticator byToken(SecurityProperties properties) {
        properties.requireKey();
        KeySet keys = properties.jwksUrl() == null
                ? null
                : new KeySet(properties.jwksUrl(), properties.jwksMaxAge(), properties.jwksRefresh());
        return new RememberedCallers(JwtAuthenticator.of(
                properties.jwtSecret(), keys, properties.issuer(), properties.audience(), properties.clockSkew()));
    }

    private static Authenticator open(SecurityProperties properties, @Nullable InetAddress address) {
        boolean reachable = address == null || !address.isLoopbackAddress();
        if (reachable && !properties.forceOpen()) {
            throw UnusableSecurityException.openToOthers(address == null ? "every address" : address.getHostAddress());
        }
        log.warn("Security mode is open: whoever reaches this service may do everything");
        if (reachable && properties.allowedHosts().isEmpty()) {
            log.warn("It answers only who calls it by an address, a name without a dot, or one under localhost: name"
                    + " others in fourways.security.allowed-hosts (FOURWAYS_SECURITY_ALLOWED_HOSTS), or * for all");
        }
        return new OpenAuthenticator();
    }

    @Bean
    HttpHandlerDecoratorFactory tokensOutOfQuery(OpenSurface surface) {
        return next -> BearerTokens.outOfQuery(next, surface.guarded());
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> accessLogWithoutQuery() {
        return factory -> factory.addServerCustomizers(AccessLogWithoutQuery::of);
    }
}
