/** Independent clients from npm, run as processes. */
@NullMarked
package io.fourways.system.node;

import org.jspecify.annotations.NullMarked;
