/** What every test of the deployment's files needs: where they are, and how they are read. */
@NullMarked
package io.fourways.infra;

import org.jspecify.annotations.NullMarked;
