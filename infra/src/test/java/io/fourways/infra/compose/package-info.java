/** The stack of {@code infra/compose} and the image of {@code infra/docker} keep what the documentation promises of them. */
@NullMarked
package io.fourways.infra.compose;

import org.jspecify.annotations.NullMarked;
