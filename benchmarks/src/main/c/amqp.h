/*
 * The little of AMQP 0-9-1 that publishing with confirms on one channel takes.
 */
#ifndef AMQP_H
#define AMQP_H

#include <stddef.h>
#include <stdint.h>

struct confirm {
    uint64_t tag;
    int multiple, refused;                                      /* multiple: all up to the tag */
};

/* logs in on a connected, blocking socket and opens a channel that confirms; "" or what went wrong */
const char *amqp_open(int fd, const char *user, const char *password, const char *vhost);

/* room that a message takes beside its body, key and exchange */
enum { AMQP_OVERHEAD = 256 };

/* writes a persistent CloudEvent, its header "published" in milliseconds as the producer sends it; bytes written */
size_t amqp_publish(char *out, const char *exchange, const char *key, const char *type, int64_t published,
                    const char *body, size_t length);

/* reads one frame; bytes used, 0 = not all there, -1 = the broker has closed; tag 0 when it confirms nothing */
ptrdiff_t amqp_read(const char *in, size_t length, struct confirm *confirm);

#endif
