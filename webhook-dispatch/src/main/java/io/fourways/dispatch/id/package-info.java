/** The ids of everything that webhook-dispatch keeps: they sort as they were made. */
@NullMarked
package io.fourways.dispatch.id;

import org.jspecify.annotations.NullMarked;
