/** JSON texts compared token for token. */
@NullMarked
package io.fourways.system.json;

import org.jspecify.annotations.NullMarked;
