/** Publishing events to the broker, each confirmed, and the one declaration of the topology. */
@NullMarked
package io.fourways.service.publishing;

import org.jspecify.annotations.NullMarked;
