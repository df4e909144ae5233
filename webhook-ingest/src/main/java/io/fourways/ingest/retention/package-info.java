/** How long what was received is kept: days that are over are dropped, identities forgotten. */
@NullMarked
package io.fourways.ingest.retention;

import org.jspecify.annotations.NullMarked;
