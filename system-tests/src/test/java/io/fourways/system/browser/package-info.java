/** A real browser, and the page that it reads with. */
@NullMarked
package io.fourways.system.browser;

import org.jspecify.annotations.NullMarked;
