/** Processes and ports of this machine. */
@NullMarked
package io.fourways.system.process;

import org.jspecify.annotations.NullMarked;
