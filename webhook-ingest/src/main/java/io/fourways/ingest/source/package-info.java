/** Where webhooks come from: a name, a provider, its secrets, and the channel their events belong to. */
@NullMarked
package io.fourways.ingest.source;

import org.jspecify.annotations.NullMarked;
