/** Where in a trace a request and its events stand. */
@NullMarked
package io.fourways.service.trace;

import org.jspecify.annotations.NullMarked;
