/** What delivering a webhook costs. */
@NullMarked
package io.fourways.bench.dispatch;

import org.jspecify.annotations.NullMarked;
