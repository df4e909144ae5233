/** Which logs there are, as they are configured: the same for every service. */
@NullMarked
package io.fourways.service.logs;

import org.jspecify.annotations.NullMarked;
