/** What may be left out, put off or refused on a channel: its policy, and which one that is. */
@NullMarked
package io.fourways.gateway.policy;

import org.jspecify.annotations.NullMarked;
