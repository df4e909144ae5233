/**
 * How each provider signs its webhooks, names its events and shakes hands: a class for each, found by being in this
 * package. More files than a package should have, because adding a provider is to be adding one class.
 */
@NullMarked
package io.fourways.ingest.provider;

import org.jspecify.annotations.NullMarked;
