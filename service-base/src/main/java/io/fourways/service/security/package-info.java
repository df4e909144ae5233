/** The security mode of a service: its properties, what it refuses to start with, what keeps tokens out of logs. */
@NullMarked
package io.fourways.service.security;

import org.jspecify.annotations.NullMarked;
