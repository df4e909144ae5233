/** The demonstration: the same events read in four ways at the same time, and what each way costs. */
@NullMarked
package io.fourways.standalone.demo;

import org.jspecify.annotations.NullMarked;
