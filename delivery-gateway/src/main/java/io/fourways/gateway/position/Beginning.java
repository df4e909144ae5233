package io.fourways.gateway.position;

/**
 * Where a reader begins, and in which log that was found: one place says nothing of another log's.
 *
 * @param generation the {@linkplain io.fourways.gateway.log.Window#generation() generation} of the window before it was
 *                   looked for
 * @param at         what was found
 */
public record Beginning(int generation, Resolution at) {}
