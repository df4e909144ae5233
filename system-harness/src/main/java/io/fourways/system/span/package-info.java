/** A tracer of one's own. */
@NullMarked
package io.fourways.system.span;

import org.jspecify.annotations.NullMarked;
