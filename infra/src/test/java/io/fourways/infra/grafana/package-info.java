/** What Grafana shows: the dashboards, and how they get there. */
@NullMarked
package io.fourways.infra.grafana;

import org.jspecify.annotations.NullMarked;
