/** Work that the instances of a service share by taking turns at what is in their database. */
@NullMarked
package io.fourways.service.turns;

import org.jspecify.annotations.NullMarked;
