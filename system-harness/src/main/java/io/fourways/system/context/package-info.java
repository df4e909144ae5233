/** Services in the tests' own JVM. */
@NullMarked
package io.fourways.system.context;

import org.jspecify.annotations.NullMarked;
