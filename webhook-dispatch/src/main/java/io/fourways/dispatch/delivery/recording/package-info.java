/** What came of attempts: written down together, many in one transaction, so that everybody agrees on what is owed. */
@NullMarked
package io.fourways.dispatch.delivery.recording;

import org.jspecify.annotations.NullMarked;
