/** Endpoints' secrets: sealed at rest, several while they rotate, opened to sign; their public halves for whoever asks. */
@NullMarked
package io.fourways.dispatch.secret;

import org.jspecify.annotations.NullMarked;
