/** How a service starts: its name, its ports, its defaults. */
@NullMarked
package io.fourways.service.startup;

import org.jspecify.annotations.NullMarked;
