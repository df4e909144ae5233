/** nginx and HAProxy as the documentation configures them, and a wire that can be cut. */
@NullMarked
package io.fourways.system.proxy;

import org.jspecify.annotations.NullMarked;
