/** Providers' secrets at rest: sealed under a key that only the configuration has. */
@NullMarked
package io.fourways.ingest.secrets;

import org.jspecify.annotations.NullMarked;
