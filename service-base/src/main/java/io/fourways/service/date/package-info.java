/** When an answer was made, as HTTP says it. */
@NullMarked
package io.fourways.service.date;

import org.jspecify.annotations.NullMarked;
