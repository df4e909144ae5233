/** What an endpoint is like, as requests say it: where it is, what it gets, and how. */
@NullMarked
package io.fourways.dispatch.endpoint.settings;

import org.jspecify.annotations.NullMarked;
