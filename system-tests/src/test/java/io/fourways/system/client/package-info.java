/** Clients of the four ways that keep a cursor, publishers, and the ledger both are held against. */
@NullMarked
package io.fourways.system.client;

import org.jspecify.annotations.NullMarked;
