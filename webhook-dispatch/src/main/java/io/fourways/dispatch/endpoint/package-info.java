/** Endpoints: where an app's messages go, which of them, how fast, signed with what, and with which headers. */
@NullMarked
package io.fourways.dispatch.endpoint;

import org.jspecify.annotations.NullMarked;
