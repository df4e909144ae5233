package io.fourways.service.database;

import java.util.List;

/**
 * A {@code bytea[]} to be bound to a statement. The driver itself sends bytes as text, each as two hexadecimal digits;
 * this goes as it is.
 *
 * @param elements none of them null; not to be changed while the statement runs
 */
public record ByteaArray(List<byte[]> elements) {}
