/** What accepting a webhook durably costs. */
@NullMarked
package io.fourways.bench.ingest;

import org.jspecify.annotations.NullMarked;
