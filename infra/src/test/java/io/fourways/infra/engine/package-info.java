/** Containers on a Docker engine, for what a cluster needs and does not make itself. */
@NullMarked
package io.fourways.infra.engine;

import org.jspecify.annotations.NullMarked;
