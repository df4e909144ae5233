/** Parts of a JSON text as it was received: values, names, and slices of its bytes. */
@NullMarked
package io.fourways.ingest.json;

import org.jspecify.annotations.NullMarked;
