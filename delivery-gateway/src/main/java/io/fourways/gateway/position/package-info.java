/** What a subscriber asks for, which events and from which place, and where in the log that is. */
@NullMarked
package io.fourways.gateway.position;

import org.jspecify.annotations.NullMarked;
