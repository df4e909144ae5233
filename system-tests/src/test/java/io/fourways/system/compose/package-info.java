/** The stack of {@code infra/compose}, in containers. */
@NullMarked
package io.fourways.system.compose;

import org.jspecify.annotations.NullMarked;
