/** The databases that the services under test stand on. */
@NullMarked
package io.fourways.system.database;

import org.jspecify.annotations.NullMarked;
