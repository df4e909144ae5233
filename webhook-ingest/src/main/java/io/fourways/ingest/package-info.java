/** webhook-ingest: other people's signed webhooks in, broker out. */
@NullMarked
package io.fourways.ingest;

import org.jspecify.annotations.NullMarked;
