/** How an image asks whether the service in it is ready. */
@NullMarked
package io.fourways.service.health;

import org.jspecify.annotations.NullMarked;
