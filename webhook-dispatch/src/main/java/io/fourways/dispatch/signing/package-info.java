/** Signs webhooks as Standard Webhooks has it, symmetrically and asymmetrically. */
@NullMarked
package io.fourways.dispatch.signing;

import org.jspecify.annotations.NullMarked;
