/** What became of messages: the attempts made, and what is still owed, as Svix's API shows it. */
@NullMarked
package io.fourways.dispatch.attempt;

import org.jspecify.annotations.NullMarked;
