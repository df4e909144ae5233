/** What tests tell those who run them. */
@NullMarked
package io.fourways.system.report;

import org.jspecify.annotations.NullMarked;
