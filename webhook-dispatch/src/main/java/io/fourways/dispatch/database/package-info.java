/** Wires the database that messages and deliveries are in. */
@NullMarked
package io.fourways.dispatch.database;

import org.jspecify.annotations.NullMarked;
