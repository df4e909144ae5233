/** What is in a database and has yet to come onto the log, brought there by a thread that never gives up. */
@NullMarked
package io.fourways.service.relay;

import org.jspecify.annotations.NullMarked;
