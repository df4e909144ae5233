/** Secrets at rest: sealed under a key that only the configuration has. */
@NullMarked
package io.fourways.service.secrets;

import org.jspecify.annotations.NullMarked;
