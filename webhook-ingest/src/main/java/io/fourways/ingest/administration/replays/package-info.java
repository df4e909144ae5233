/** Replaying many: jobs that outlive the instance that began them. */
@NullMarked
package io.fourways.ingest.administration.replays;

import org.jspecify.annotations.NullMarked;
