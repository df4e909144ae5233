/** Managing sources at run time. */
@NullMarked
package io.fourways.ingest.administration.sources;

import org.jspecify.annotations.NullMarked;
