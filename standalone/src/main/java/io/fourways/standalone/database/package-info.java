/** A real PostgreSQL beside this process, and the folder that its data is in. */
@NullMarked
package io.fourways.standalone.database;

import org.jspecify.annotations.NullMarked;
