/** What every part of the administration stands on: who may, and what a request says. */
@NullMarked
package io.fourways.ingest.administration;

import org.jspecify.annotations.NullMarked;
