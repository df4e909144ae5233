/** A Kubernetes of the tests' own, as processes of this machine, and what it says. */
@NullMarked
package io.fourways.infra.cluster;

import org.jspecify.annotations.NullMarked;
