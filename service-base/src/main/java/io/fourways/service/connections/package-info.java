/** How long and how many connections are held for those who ask for nothing. */
@NullMarked
package io.fourways.service.connections;

import org.jspecify.annotations.NullMarked;
