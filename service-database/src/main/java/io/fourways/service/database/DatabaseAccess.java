package io.fourways.service.database;

import java.time.Duration;

/**
 * How a service reaches its database.
 *
 * @param service          what connections are called by at the server, such as {@code ingest}
 * @param url              where it is
 * @param connectTimeout   how long a connection is waited for, whether it is to be made or to become free
 * @param statementTimeout how long the server may work on a single statement
 */
public record DatabaseAccess(String service, DatabaseUrl url, Duration connectTimeout, Duration statementTimeout) {}
