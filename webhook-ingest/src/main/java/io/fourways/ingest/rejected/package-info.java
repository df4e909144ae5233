/** What was kept of webhooks that were not accepted: enough to see why, and to verify them again; never too much. */
@NullMarked
package io.fourways.ingest.rejected;

import org.jspecify.annotations.NullMarked;
