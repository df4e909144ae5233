/** Requests past WebFlux, and past HTTP's codec where their bytes are known: who answers them, and that all keep their order. */
@NullMarked
package io.fourways.gateway.shortcut;

import org.jspecify.annotations.NullMarked;
