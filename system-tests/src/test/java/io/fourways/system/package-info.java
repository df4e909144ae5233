/** What the system must show from outside: real processes, a real broker, real clients. */
@NullMarked
package io.fourways.system;

import org.jspecify.annotations.NullMarked;
