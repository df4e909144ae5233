/** Reading the log behind the window, in pages of so many bytes that are shared by all who ask for the same place. */
@NullMarked
package io.fourways.gateway.replay;

import org.jspecify.annotations.NullMarked;
