/** How long messages, deliveries and attempts are kept: days that are over are dropped, identities forgotten. */
@NullMarked
package io.fourways.dispatch.retention;

import org.jspecify.annotations.NullMarked;
