/** What two services must agree on: channels, patterns, the event and its wire form, the names of the topology. */
@NullMarked
package io.fourways.contract;

import org.jspecify.annotations.NullMarked;
