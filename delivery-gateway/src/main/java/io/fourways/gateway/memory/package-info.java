/** The log in this process's memory, for a broker without streams. */
@NullMarked
package io.fourways.gateway.memory;

import org.jspecify.annotations.NullMarked;
