/** JSON Web Tokens (RFC 7519): how they are verified, and how a development token is made. */
@NullMarked
package io.fourways.service.jwt;

import org.jspecify.annotations.NullMarked;
