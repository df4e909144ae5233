/** API keys: who is calling the API, and which apps that concerns. */
@NullMarked
package io.fourways.dispatch.access;

import org.jspecify.annotations.NullMarked;
