/** A service's PostgreSQL: where it is, its connections, its schema, its partitions by day and when they go. */
@NullMarked
package io.fourways.service.database;

import org.jspecify.annotations.NullMarked;
