package io.fourways.service.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;

/**
 * A token as asked for on the command line.
 *
 * @param subject   whose it is
 * @param subscribe the patterns it may read
 * @param publish   the patterns it may publish to
 * @param admin     whether it carries the admin claim
 * @param webhooks  the apps whose outgoing webhooks it may manage
 * @param ttl       how long it is valid
 */
record TokenRequest(
        String subject,
        List<String> subscribe,
        List<String> publish,
        boolean admin,
        List<String> webhooks,
        Duration ttl) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    TokenRequest {
        subscribe = List.copyOf(subscribe);
        publish = List.copyOf(publish);
        webhooks = List.copyOf(webhooks);
    }

    /** @throws IllegalArgumentException saying which argument is wrong */
    static TokenRequest parse(String... args) {
        String subject = "developer";
        List<String> subscribe = new ArrayList<>();
        List<String> publish = new ArrayList<>();
        List<String> webhooks = new ArrayList<>();
        boolean admin = false;
        Duration ttl = Duration.ofHours(1);
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--sub" -> subject = value(option, rest);
                case "--subscribe" -> subscribe.add(pattern(value(option, rest)));
                case "--publish" -> publish.add(pattern(value(option, rest)));
                case "--admin" -> admin = true;
                case "--webhooks" -> webhooks.add(app(value(option, rest)));
                case "--ttl" -> ttl = duration(value(option, rest));
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        return new TokenRequest(subject, subscribe, publish, admin, webhooks, ttl);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static String pattern(String text) {
        try {
            return NamePattern.ofChannels(text).toString();
        } catch (InvalidEventException e) {
            throw new IllegalArgumentException("'" + text + "' is not a channel pattern: " + e.getMessage(), e);
        }
    }

    private static String app(String text) {
        if (!TokenClaims.isApp(text)) {
            throw new IllegalArgumentException("'" + text + "' is not an app's id, nor * for all of them");
        }
        return text;
    }

    private static Duration duration(String text) {
        Duration ttl = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--ttl must be between one second and ten years");
        }
        return ttl;
    }

    /** The token, signed with HS256. */
    String mint(String secret) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ttl)))
                .claim(TokenClaims.SUBSCRIBE, subscribe)
                .claim(TokenClaims.PUBLISH, publish)
                .claim(TokenClaims.ADMIN, admin)
                .claim(TokenClaims.WEBHOOKS, webhooks)
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 is part of every JDK", e);
        }
        return token.serialize();
    }
}
