/** Who is calling, and what a caller may do: bearer tokens, their claims, the security mode. */
@NullMarked
package io.fourways.service.access;

import org.jspecify.annotations.NullMarked;
