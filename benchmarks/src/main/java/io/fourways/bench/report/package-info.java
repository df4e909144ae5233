/** What was measured, to be read. */
@NullMarked
package io.fourways.bench.report;

import org.jspecify.annotations.NullMarked;
