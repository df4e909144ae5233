/** That the chart renders for whatever may be asked of it, and that what it renders is what Kubernetes and we ask for. */
@NullMarked
package io.fourways.infra.chart;

import org.jspecify.annotations.NullMarked;
