/** What Prometheus is told: rules, alerts, the pages that say what to do, and a configuration to start from. */
@NullMarked
package io.fourways.infra.prometheus;

import org.jspecify.annotations.NullMarked;
