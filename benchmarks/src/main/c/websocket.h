/*
 * What a server of WebSockets that only talks has to know of RFC 6455.
 */
#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include <stddef.h>

/* room for an answer to a client's key, with its end */
enum { WEBSOCKET_ACCEPT = 29 };

/* what proves that a key was read (RFC 6455, 4.2.2); a client's key has 24 characters */
void websocket_accept(char out[WEBSOCKET_ACCEPT], const char key[24]);

/* room for the head of a frame */
enum { WEBSOCKET_HEAD = 10 };

/* writes the head of a text frame with so many bytes, unfragmented and unmasked; bytes written */
size_t websocket_head(char *out, size_t length);

#endif
