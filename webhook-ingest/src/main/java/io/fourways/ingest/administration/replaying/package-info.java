/** What becomes of a webhook that is replayed: it is published again, or verified again. */
@NullMarked
package io.fourways.ingest.administration.replaying;

import org.jspecify.annotations.NullMarked;
