package io.fourways.dispatch.intake;

import io.fourways.contract.NamePattern;

/**
 * What an app gets of the log.
 *
 * @param pattern of channels
 */
record Subscription(String appId, NamePattern pattern) {}
