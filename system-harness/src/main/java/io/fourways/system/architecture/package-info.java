/** What every service is held to by its tests: its walls, and what is written about it. */
@NullMarked
package io.fourways.system.architecture;

import org.jspecify.annotations.NullMarked;
