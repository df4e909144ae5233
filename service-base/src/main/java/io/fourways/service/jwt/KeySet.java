package io.fourways.service.jwt;

import java.net.URI;
import java.time.Duration;

/**
 * A JWK set (RFC 7517) as an issuer publishes it, and how often it may be asked for.
 *
 * @param url             where it is
 * @param maxAge          how long its keys are used before they are looked at again
 * @param refreshInterval the least time between two requests
 */
public record KeySet(URI url, Duration maxAge, Duration refreshInterval) {}
