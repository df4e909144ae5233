/** What the standards ask of a server, and what the real one answers on its socket. */
package io.fourways.gateway.conformance;
