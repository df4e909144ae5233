/** The headers of their own that endpoints are sent: which there can be, how they are kept, what is shown of them. */
@NullMarked
package io.fourways.dispatch.endpoint.header;

import org.jspecify.annotations.NullMarked;
