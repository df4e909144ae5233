#define _GNU_SOURCE
#include "amqp.h"
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { METHOD = 1, HEADER = 2, BODY = 3, END = 0xCE };
enum { CONNECTION = 10, CHANNEL = 20, BASIC = 60, CONFIRM = 85 };
/* a frame's head: type, channel, length */
enum { HEAD = 7, FRAME_MAX = 131072 };

struct writer { char *at; };

static void number(struct writer *w, uint64_t v, int bytes)
{
    while (bytes--) *w->at++ = (char)(v >> bytes * 8);
}
static void bytes(struct writer *w, const char *b, size_t n) { memcpy(w->at, b, n); w->at += n; }
static void shortstr(struct writer *w, const char *s) { size_t n = strlen(s); number(w, n, 1); bytes(w, s, n); }
static char *begin(struct writer *w, int type, int channel)
{
    number(w, type, 1); number(w, channel, 2); number(w, 0, 4);
    return w->at;
}
static void end(struct writer *w, char *began)
{
    struct writer length = { began - 4 };
    number(&length, w->at - began, 4);
    number(w, END, 1);
}
static uint64_t value(const char *p, int n)
{
    uint64_t v = 0;
    while (n--) v = v << 8 | (unsigned char)*p++;
    return v;
}

static int all(int fd, char *b, size_t n)
{
    for (ssize_t k; n; b += k, n -= k) if ((k = recv(fd, b, n, 0)) <= 0) return 0;
    return 1;
}
/* waits for a method of the broker's */
static int expect(int fd, int class, int method)
{
    static char b[FRAME_MAX];
    if (!all(fd, b, HEAD)) return 0;
    uint64_t n = value(b + 3, 4);
    if (n + 1 > sizeof b || !all(fd, b, n + 1)) return 0;
    return value(b, 2) == (uint64_t)class && value(b + 2, 2) == (uint64_t)method;
}
static int say(int fd, const char *b, size_t n) { return send(fd, b, n, MSG_NOSIGNAL) == (ssize_t)n; }

const char *amqp_open(int fd, const char *user, const char *password, const char *vhost)
{
    char b[1024], *f; struct writer w;
    size_t lu = strlen(user), lp = strlen(password);
    if (lu + lp + strlen(vhost) > 512) return "the login is too long";
    if (!say(fd, "AMQP\0\0\11\1", 8) || !expect(fd, CONNECTION, 10)) return "the broker does not speak AMQP 0-9-1";

    w.at = b; f = begin(&w, METHOD, 0);                         /* start-ok */
    number(&w, CONNECTION, 2); number(&w, 11, 2); number(&w, 0, 4);
    shortstr(&w, "PLAIN"); number(&w, lu + lp + 2, 4);
    number(&w, 0, 1); bytes(&w, user, lu); number(&w, 0, 1); bytes(&w, password, lp);
    shortstr(&w, "en_US"); end(&w, f);
    if (!say(fd, b, w.at - b) || !expect(fd, CONNECTION, 30)) return "the broker refuses the login";

    w.at = b; f = begin(&w, METHOD, 0);                         /* tune-ok: no heartbeats, runs are short */
    number(&w, CONNECTION, 2); number(&w, 31, 2); number(&w, 1, 2); number(&w, FRAME_MAX, 4); number(&w, 0, 2); end(&w, f);
    f = begin(&w, METHOD, 0);                                   /* open */
    number(&w, CONNECTION, 2); number(&w, 40, 2); shortstr(&w, vhost); number(&w, 0, 2); end(&w, f);
    if (!say(fd, b, w.at - b) || !expect(fd, CONNECTION, 41)) return "the broker refuses the virtual host";

    w.at = b; f = begin(&w, METHOD, 1);
    number(&w, CHANNEL, 2); number(&w, 10, 2); number(&w, 0, 1); end(&w, f);
    if (!say(fd, b, w.at - b) || !expect(fd, CHANNEL, 11)) return "the broker refuses a channel";

    w.at = b; f = begin(&w, METHOD, 1);
    number(&w, CONFIRM, 2); number(&w, 10, 2); number(&w, 0, 1); end(&w, f);
    if (!say(fd, b, w.at - b) || !expect(fd, CONFIRM, 11)) return "the broker does not confirm";
    return "";
}

size_t amqp_publish(char *out, const char *exchange, const char *key, const char *type, int64_t published,
                    const char *body, size_t length)
{
    enum { CONTENT_TYPE = 1 << 15, HEADERS = 1 << 13, DELIVERY_MODE = 1 << 12, MANDATORY = 1, PERSISTENT = 2 };
    struct writer w = { out };
    char *f = begin(&w, METHOD, 1);
    number(&w, BASIC, 2); number(&w, 40, 2); number(&w, 0, 2); shortstr(&w, exchange); shortstr(&w, key); number(&w, MANDATORY, 1);
    end(&w, f);
    f = begin(&w, HEADER, 1);
    number(&w, BASIC, 2); number(&w, 0, 2); number(&w, length, 8); number(&w, CONTENT_TYPE | HEADERS | DELIVERY_MODE, 2);
    shortstr(&w, type);
    number(&w, 1 + 9 + 1 + 8, 4); shortstr(&w, "published"); number(&w, 'l', 1); number(&w, published, 8);
    number(&w, PERSISTENT, 1);
    end(&w, f);
    for (size_t n; length; body += n, length -= n) {
        n = length < FRAME_MAX - HEAD - 1 ? length : FRAME_MAX - HEAD - 1;
        f = begin(&w, BODY, 1); bytes(&w, body, n); end(&w, f);
    }
    return w.at - out;
}

ptrdiff_t amqp_read(const char *in, size_t length, struct confirm *confirm)
{
    confirm->tag = 0;
    if (length < HEAD) return 0;
    uint64_t n = value(in + 3, 4);
    if (length < HEAD + n + 1) return 0;
    if (in[0] == METHOD && n >= 4) {
        int class = value(in + HEAD, 2), method = value(in + HEAD + 2, 2);
        if ((class == CONNECTION && method == 50) || (class == CHANNEL && method == 40)) {
            fprintf(stderr, "the broker closes: %.*s\n", (int)value(in + HEAD + 6, 1), in + HEAD + 7);
            return -1;
        }
        if (class == BASIC && n >= 13 && (method == 80 || method == 120)) {
            confirm->tag = value(in + HEAD + 4, 8);
            confirm->multiple = in[HEAD + 12] & 1;
            confirm->refused = method == 120;
        } else if (class == BASIC && method == 50) {            /* returned: nobody gets it; its confirm comes after */
            fprintf(stderr, "the broker returns a message\n");
            return -1;
        }
    }
    return HEAD + n + 1;
}
