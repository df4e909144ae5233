/** What came in, to be looked at. */
@NullMarked
package io.fourways.ingest.administration.webhooks;

import org.jspecify.annotations.NullMarked;
