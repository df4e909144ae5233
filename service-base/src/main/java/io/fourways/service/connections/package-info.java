/** How long and how many connections are held for those who ask for nothing, and what is done around every request. */
@NullMarked
package io.fourways.service.connections;

import org.jspecify.annotations.NullMarked;
