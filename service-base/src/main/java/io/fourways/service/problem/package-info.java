/** Errors as clients see them: problem details with stable types (RFC 9457). */
@NullMarked
package io.fourways.service.problem;

import org.jspecify.annotations.NullMarked;
