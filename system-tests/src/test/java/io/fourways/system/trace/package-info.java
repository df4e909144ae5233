/** Where services send what they trace. */
@NullMarked
package io.fourways.system.trace;

import org.jspecify.annotations.NullMarked;
