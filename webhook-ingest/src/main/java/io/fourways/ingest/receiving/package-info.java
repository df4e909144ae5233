/** Webhooks as they come in over HTTP: bounded, verified, stored, answered as their provider wants it. */
@NullMarked
package io.fourways.ingest.receiving;

import org.jspecify.annotations.NullMarked;
