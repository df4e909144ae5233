/** From the inbox onto the log: in order per source, confirmed, and marked. */
@NullMarked
package io.fourways.ingest.relay;

import org.jspecify.annotations.NullMarked;
