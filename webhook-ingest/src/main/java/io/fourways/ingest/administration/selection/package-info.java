/** Which of the webhooks that were kept are meant, and going through them in bounded steps. */
@NullMarked
package io.fourways.ingest.administration.selection;

import org.jspecify.annotations.NullMarked;
