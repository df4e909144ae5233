/** Reading what a request brings without being drowned in it. */
@NullMarked
package io.fourways.service.body;

import org.jspecify.annotations.NullMarked;
