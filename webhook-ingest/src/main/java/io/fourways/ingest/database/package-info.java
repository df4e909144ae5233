/** The database that the inbox is in: where it is, its connections, its schema, its partitions by day. */
@NullMarked
package io.fourways.ingest.database;

import org.jspecify.annotations.NullMarked;
