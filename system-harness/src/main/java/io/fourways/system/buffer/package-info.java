/** The buffers that a test class leaves behind. */
@NullMarked
package io.fourways.system.buffer;

import org.jspecify.annotations.NullMarked;
