package io.fourways.gateway.shortcut;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * What of a request may be another the next time: a parameter's value in its target, and the value of a field that it has once.
 *
 * @param from  where in the target the parameter's value begins
 * @param to    where it ends, with the target or with {@code &}; no further than that it begins where there is none
 * @param field the field; null where there is none
 */
public record Parts(int from, int to, @Nullable AsciiString field) {}
