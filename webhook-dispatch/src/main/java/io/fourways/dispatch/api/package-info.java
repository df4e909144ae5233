/** What every resource of the API, which is Svix's, stands on: bodies, pages, errors, and what is left out. */
@NullMarked
package io.fourways.dispatch.api;

import org.jspecify.annotations.NullMarked;
