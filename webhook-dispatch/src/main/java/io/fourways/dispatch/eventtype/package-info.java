/** Event types: what messages can be about, described for those who receive them. */
@NullMarked
package io.fourways.dispatch.eventtype;

import org.jspecify.annotations.NullMarked;
