/** The services in one process, on embedded parts where no real ones are named. */
@NullMarked
package io.fourways.standalone;

import org.jspecify.annotations.NullMarked;
