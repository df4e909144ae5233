/** Who is calling, and what a caller may do: the token of a request, its caller, the problems of access. */
@NullMarked
package io.fourways.service.access;

import org.jspecify.annotations.NullMarked;
