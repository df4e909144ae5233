/** Wires the database that the inbox is in. */
@NullMarked
package io.fourways.ingest.database;

import org.jspecify.annotations.NullMarked;
