/** The seam to Reactor Netty: ready-made bytes to a socket, past the per-message codecs. */
@NullMarked
package io.fourways.gateway.connection;

import org.jspecify.annotations.NullMarked;
