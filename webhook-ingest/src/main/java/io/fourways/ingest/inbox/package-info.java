/** Where accepted webhooks are kept until they are published: stored in groups, each webhook whole or not at all. */
@NullMarked
package io.fourways.ingest.inbox;

import org.jspecify.annotations.NullMarked;
