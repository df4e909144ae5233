/** The sources that configuration declares, and what is said when one cannot be. */
@NullMarked
package io.fourways.ingest.source.declared;

import org.jspecify.annotations.NullMarked;
