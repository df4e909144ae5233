/** What a service does by itself, beside the requests that it answers: on threads of its own, and every so often. */
@NullMarked
package io.fourways.service.background;

import org.jspecify.annotations.NullMarked;
