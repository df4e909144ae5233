/** Many patterns, and which of them a name matches. */
@NullMarked
package io.fourways.gateway.pattern;

import org.jspecify.annotations.NullMarked;
