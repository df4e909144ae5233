/** What an operator sees: a Prometheus that watches services, and what is asked of it. */
@NullMarked
package io.fourways.system.monitoring;

import org.jspecify.annotations.NullMarked;
