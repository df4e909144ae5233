/** The cryptography that webhooks are signed with, as functions of bytes that do not throw at what comes from outside. */
@NullMarked
package io.fourways.ingest.signature;

import org.jspecify.annotations.NullMarked;
