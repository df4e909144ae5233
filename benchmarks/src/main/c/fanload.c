/*
 * fanload - load client for event fan-out servers (WebSocket, SSE, HTTP stream, long-poll, poll).
 *
 * One thread, one epoll set, libc only.  Opens N subscribers to 127.0.0.1:PORT, optionally publishes
 * events itself by HTTP POST or to an exchange by AMQP, and checks every event that comes back: latency
 * (from "ts", epoch ns), loss / duplicates / order (from "seq", per channel), server CPU and RSS (from /proc).
 * Prints one JSON object on one line.        Build: cc -O2 -Wall -Wextra -o fanload fanload.c amqp.c
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "amqp.h"

typedef int64_t i64;
typedef uint64_t u64;
enum { WS, SSE, STREAM, LONGPOLL, POLL };                       /* modes */
enum { DOWN, CONNECTING, HANDSHAKE, OPEN };                     /* connection states */
enum { CUR_NONE, CUR_NCHAN, CUR_HEADER, CUR_JSON };             /* where the poll cursor comes from */
static const char *MODES[] = { "ws", "sse", "stream", "longpoll", "poll" };
#define ARRAY(a) ((int)(sizeof(a) / sizeof((a)[0])))
#define S 1000000000LL

/* ------------------------------------------------------------------ options */
static struct {
    int mode, n, port, ports[8], nports, pub_port, channels, conc, interval_ms, pub_conns, pipeline, size, window, stall;
    int cursor, spread, no_reconnect, npids, pids[64], nbroker, broker[64];
    i64 count, expect;
    double rate, duration, warmup, drain, idle, settle, patience, churn, away, pause;
    int follow, also_port;
    const char *path, *host, *ws_send, *auto_q, *auto_a, *cursor_key, *cursor0, *cursor_send, *etag0;
    const char *pub_path, *pub_body, *pub_type, *label, *ts_key, *seq_key, *exchange, *vhost;
    char *user, *password;
    char headers[4096], pub_headers[4096];
} o = { .mode = WS, .n = 100, .channels = 1, .conc = 200, .interval_ms = 1000, .pub_conns = 1, .pipeline = 64,
        .size = 200, .rate = 0, .duration = 0, .warmup = 0, .drain = 5, .settle = 0.3, .patience = 30, .path = "/", .host = "127.0.0.1",
        .pub_type = "application/json", .label = "", .ts_key = "ts", .seq_key = "seq", .cursor0 = "" };

/* ------------------------------------------------------------------ state */
struct chunk { u64 left; uint8_t st, tl; };
struct conn {
    int fd, ch;
    uint8_t state, chunked, stalled, everopen, pending, polls, there, paused, gap; /* pending: a poll request is in flight; there: of two ports; gap: what comes is one */
    i64 due, until, again, left; int wait_ms;                         /* followers: next connect, next leave, bytes of a short answer, told to wait */
    char *newer;                                                /* SSE: an id whose event is not whole yet */
    struct chunk ck;
    char *carry; uint32_t clen, ccap;                           /* incomplete frame / line / response */
    i64 next, gaps; u64 win;                                    /* next seq expected; holes; last 64 seen */
    char *cur, *etag;                                           /* cursor (or Last-Modified), Etag */
};
struct pub {
    int fd, up, inflight;
    char *out; size_t olen, ooff, ocap;
    char in[8192]; size_t ilen;
    i64 sent[1024]; unsigned head, tail;                        /* send times of unacknowledged requests */
};
struct fifo { struct { i64 due; int i; } *q; size_t head, tail, cap; };
struct hist { u64 b[4096], n; i64 max; double sum; };

static struct conn *C;
static struct pub *P;
static i64 *chan_pub, *chan_subs;
static int ep, opened, ever_open, connecting, next_connect, pubs_up;
static struct fifo retry, pollq;
static struct hist lat, publat;
static char *RB, *SB;                                           /* receive and scratch buffers */
enum { RBSZ = 1 << 18 };
static i64 run_start, measure_ts = INT64_MAX, last_delivery;
static u64 st_bytes, st_delivered, st_measured, st_expected, st_resp, st_empty, st_reconn, st_connfail, st_dup,
    st_ooo, st_measresp, st_measempty, st_stale, st_noseq, st_ping, st_http_err, st_published, st_measpub, st_ack, st_nack, st_late, st_stalls,
    st_proto, st_truncated, st_reads, st_gap, st_put_off, st_left, st_storms;
static volatile sig_atomic_t stopping, storm;

static i64 now_ns(void) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_sec * S + t.tv_nsec; }
static void die(const char *fmt, ...)
{
    va_list ap; va_start(ap, fmt); fprintf(stderr, "fanload: "); vfprintf(stderr, fmt, ap); fputc('\n', stderr);
    exit(2);
}
static void push(struct fifo *f, i64 due, int i)
{
    if (f->tail - f->head == f->cap) {                          /* grow, keeping order */
        size_t nc = f->cap ? f->cap * 2 : 1024; void *q = malloc(nc * sizeof *f->q);
        for (size_t k = 0; k < f->tail - f->head; k++)
            ((__typeof__(f->q))q)[k] = f->q[(f->head + k) & (f->cap - 1)];
        free(f->q); f->q = q; f->tail -= f->head; f->head = 0; f->cap = nc;
    }
    f->q[f->tail & (f->cap - 1)].due = due; f->q[f->tail++ & (f->cap - 1)].i = i;
}
static i64 due(struct fifo *f) { return f->head == f->tail ? INT64_MAX : f->q[f->head & (f->cap - 1)].due; }
static int pop(struct fifo *f) { return f->q[f->head++ & (f->cap - 1)].i; }

/* log-linear histogram, 64 sub-buckets per power of two: error < 1.6 % */
static void hrec(struct hist *h, i64 v)
{
    if (v < 0) v = 0;
    int sh = v < 64 ? 0 : 57 - __builtin_clzll((u64)v);
    h->b[v < 64 ? v : (sh + 1) * 64 + (v >> sh) - 64]++;
    h->n++; h->sum += v; if (v > h->max) h->max = v;
}
static double hq(struct hist *h, double q)                      /* milliseconds */
{
    u64 want = (u64)(q * h->n), c = 0;
    if (!h->n) return 0;
    for (int i = 0; i < ARRAY(h->b); i++)
        if ((c += h->b[i]) > want || c == h->n) {
            double v = i < 64 ? i : (double)((u64)(i % 64 + 64) << (i / 64 - 1)) * (1 + 1.0 / 256);
            return (v > h->max ? h->max : v) / 1e6;
        }
    return h->max / 1e6;
}

/* ------------------------------------------------------------------ templates */
/* copies t to out, replacing {ch} {i} {cursor} {payload} {payload_esc} {now} */
static size_t expand(char *out, size_t cap, const char *t, int ch, int i, const char *cursor, const char *payload)
{
    size_t n = 0;
    while (*t && n + 16 < cap) {
        if (*t != '{') { out[n++] = *t++; continue; }
        if (!strncmp(t, "{ch}", 4)) { n += sprintf(out + n, "%d", ch); t += 4; }
        else if (!strncmp(t, "{i}", 3)) { n += sprintf(out + n, "%d", i); t += 3; }
        else if (!strncmp(t, "{cursor}", 8)) {                  /* percent-encoded */
            for (const char *s = cursor ? cursor : ""; *s && n + 16 < cap; s++)
                n += sprintf(out + n, isalnum((unsigned char)*s) || strchr("-_.~:", *s) ? "%c" : "%%%02X", (unsigned char)*s);
            t += 8;
        } else if (!strncmp(t, "{payload}", 9) || !strncmp(t, "{payload_esc}", 13)) {
            int esc = t[8] == '_';
            for (const char *s = payload ? payload : ""; *s && n + 16 < cap; s++) {
                if (esc && (*s == '"' || *s == '\\')) out[n++] = '\\';
                out[n++] = *s;
            }
            t += esc ? 13 : 9;
        } else out[n++] = *t++;
    }
    out[n] = 0;
    return n;
}

/* ------------------------------------------------------------------ events */
static i64 number(const char *p, const char *e, i64 *v)         /* after the key: optional \ " : space digits */
{
    const char *s = p;
    while (p < e && (*p == '\\' || *p == '"' || *p == ':' || *p == ' ')) p++;
    const char *d = p;
    for (*v = 0; p < e && *p >= '0' && *p <= '9'; p++) *v = *v * 10 + (*p - '0');
    return p == d ? 0 : p - s;
}
static void wrong(struct conn *c, const char *what, i64 seq, const char *p, size_t n);
static void event(struct conn *c, i64 ts, i64 seq, i64 now, const char *p, size_t n)
{
    if (!o.follow && ts < run_start && !o.expect) { st_stale++; return; }                 /* replay of an earlier run */
    st_delivered++; last_delivery = now;
    if (ts >= measure_ts) { st_measured++; hrec(&lat, now - ts); }
    if (seq < 0) { st_noseq++; return; }
    if (!c->next) c->next = seq;                                /* a follower begins with what it sees first */
    if (seq >= c->next) {
        i64 d = seq - c->next;
        if (d) wrong(c, "misses what is before", seq, p, n);
        c->gaps += d; c->win = d >= 63 ? 1 : c->win << (d + 1) | 1; c->next = seq + 1;
    } else {
        i64 k = c->next - 1 - seq;
        if (k < 64 && !(c->win >> k & 1)) { st_ooo++; c->gaps--; c->win |= 1ULL << k; }
        else { st_dup++; st_delivered--; wrong(c, "has twice", seq, p, n); }
    }
}
/* finds every "ts":<n> in a payload; the "seq":<n> that belongs to it is the one just before */
static int scan(struct conn *c, const char *p, size_t n, i64 now)
{
    static char k_ts[64], k_seq[64]; static size_t l_ts, l_seq;
    if (!l_ts) { l_ts = sprintf(k_ts, "\"%s", o.ts_key); l_seq = sprintf(k_seq, "\"%s", o.seq_key); }
    const char *e = p + n, *t; int found = 0;
    while (p < e && (t = memmem(p, e - p, k_ts, l_ts))) {
        i64 ts, seq = -1, k = number(t + l_ts, e, &ts);
        const char *s = p;
        if (!k) { p = t + l_ts; continue; }
        while (s < t && (s = memmem(s, t - s, k_seq, l_seq))) {
            i64 v;
            s += l_seq;
            if (number(s, t, &v)) seq = v;
        }
        event(c, ts, seq, now, p, e - p); found++;
        p = t + l_ts + k;
    }
    return found;
}

/* ------------------------------------------------------------------ connections */
static void watch(int op, int fd, uint32_t ev, u64 tag)
{
    struct epoll_event e = { .events = ev, .data.u64 = tag };
    if (epoll_ctl(ep, op, fd, &e) < 0) die("epoll_ctl: %s", strerror(errno));
}
static int dial(int port, int src, int *done)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct sockaddr_in l = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + src) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0) die("socket: %s (ulimit -n?)", strerror(errno));
    if (src) {
        setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(fd, (void *)&l, sizeof l) < 0) die("bind 127.0.0.%d: %s", 1 + src, strerror(errno));
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (o.pause > 0 || (o.follow && o.stall)) { int few = 16384; setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &few, sizeof few); }
    *done = connect(fd, (void *)&a, sizeof a) == 0;
    if (!*done && errno != EINPROGRESS) { close(fd); return -1; }
    return fd;
}
static void drop(struct conn *c, int failed)                    /* close and, unless told not to, retry */
{
    if (c->fd < 0) return;
    close(c->fd); c->fd = -1;
    if (c->state == OPEN) opened--; else connecting--;
    c->state = DOWN; c->clen = 0; c->pending = 0;
    if (failed) st_connfail++;
    if (o.follow) {                                             /* to the other port, and not before it was told to */
        st_reconn++;
        if (c->newer) *c->newer = 0;
        c->there ^= o.also_port != 0;
        c->due = now_ns() + S / 10 + random() % (S / 10) + c->wait_ms * 1000000LL; c->wait_ms = 0;
        return;
    }
    if (!o.no_reconnect) { st_reconn++; push(&retry, now_ns() + S / 10, c - C); }
}
static void start(struct conn *c)
{
    int done, i = c - C;
    c->state = CONNECTING; connecting++; c->clen = 0; memset(&c->ck, 0, sizeof c->ck);
    c->fd = dial(c->there ? o.also_port : o.ports[i % o.nports], i / 25000, &done);
    if (c->fd < 0) { c->state = DOWN; connecting--; st_connfail++; if (o.follow) { c->due = now_ns() + S / 10; return; } push(&retry, now_ns() + S / 10, i); return; }
    watch(EPOLL_CTL_ADD, c->fd, EPOLLOUT, i);
}
static int send_all(struct conn *c, const char *b, size_t n)
{
    ssize_t k = send(c->fd, b, n, MSG_NOSIGNAL);
    if (k == (ssize_t)n) return 1;
    drop(c, 1);                                                 /* small requests: partial write = broken */
    return 0;
}
static int request(struct conn *c)
{
    char path[2048], hdr[4096], b[8192], cur[512] = "";
    int i = c - C;
    expand(path, sizeof path, o.path, c->ch, i, c->cur ? c->cur : o.cursor0, NULL);
    expand(hdr, sizeof hdr, o.headers, c->ch, i, NULL, NULL);
    if (o.cursor == CUR_NCHAN && c->cur) snprintf(cur, sizeof cur, "If-Modified-Since: %s\r\nIf-None-Match: %s\r\n", c->cur, c->etag ? c->etag : "0");
    else if (o.cursor_send && (c->cur || *o.cursor0)) snprintf(cur, sizeof cur, "%s: %s\r\n", o.cursor_send, c->cur ? c->cur : o.cursor0);
    else if (o.mode == SSE && c->cur) snprintf(cur, sizeof cur, "Last-Event-ID: %s\r\n", c->cur);
    int n = snprintf(b, sizeof b, "GET %s HTTP/1.1\r\nHost: %s:%d\r\n%s%s%s\r\n", path, o.host, o.port,
                     o.mode == WS ? "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     : o.mode == SSE ? "Accept: text/event-stream\r\nCache-Control: no-cache\r\n" : "Accept: */*\r\n", cur, hdr);
    c->pending = 1;
    return send_all(c, b, n);
}
static int ws_send(struct conn *c, int op, const char *p, size_t n)
{
    unsigned char b[8192], m[4]; size_t h = 2;
    if (n > sizeof b - 16) n = sizeof b - 16;
    b[0] = 0x80 | op;
    if (n < 126) b[1] = 0x80 | n; else { b[1] = 0x80 | 126; b[2] = n >> 8; b[3] = n; h = 4; }
    for (int i = 0; i < 4; i++) b[h++] = m[i] = random();
    for (size_t i = 0; i < n; i++) b[h + i] = p[i] ^ m[i & 3];
    return send_all(c, (char *)b, h + n);
}
static void is_open(struct conn *c)
{
    c->state = OPEN; opened++; connecting--;
    if (!c->everopen) { c->everopen = 1; ever_open++; }
    if (o.churn > 0) c->until = now_ns() + (i64)(o.churn * S / 2) + (i64)(random() % 1000 / 1e3 * o.churn * S);
    c->paused = 0; c->left = -1; c->again = 0;
    if (c->stalled) watch(EPOLL_CTL_MOD, c->fd, 0, c - C);      /* a slow consumer: never reads again */
}
static void carry(struct conn *c, const char *b, size_t n)
{
    if (c->clen + n > c->ccap) {
        c->ccap = (c->clen + n) * 2 < 512 ? 512 : (c->clen + n) * 2;
        if (!(c->carry = realloc(c->carry, c->ccap))) die("out of memory");
    }
    memmove(c->carry + c->clen, b, n); c->clen += n;
}

/* ------------------------------------------------------------------ protocol parsing */
static const char *header(const char *p, size_t n, const char *name, size_t *vl)
{
    const char *e = p + n; size_t nl = strlen(name);
    while ((p = memchr(p, '\n', e - p)) && ++p + nl < e)
        if (p[nl] == ':' && !strncasecmp(p, name, nl)) {
            const char *v = p + nl + 1, *x = memchr(v, '\r', e - v);
            while (*v == ' ') v++;
            *vl = (x ? x : e) - v;
            return v;
        }
    return NULL;
}
static void keep(char **dst, const char *v, size_t n)
{
    if (!*dst) *dst = malloc(256);
    if (n > 255) n = 255;
    memcpy(*dst, v, n); (*dst)[n] = 0;
}
/* undoes chunked encoding, resumable at any byte; st 5 = end of body; returns bytes used */
static size_t dechunk(struct chunk *k, const char *p, size_t n, char *out, size_t *on)
{
    size_t i = 0;
    while (i < n && k->st != 5) {
        char x = p[i];
        if (k->st == 2) {
            size_t m = n - i < k->left ? n - i : k->left;
            memcpy(out + *on, p + i, m); *on += m; i += m;
            if (!(k->left -= m)) k->st = 3;
            continue;
        }
        i++;
        if (k->st == 0 && isxdigit((unsigned char)x)) k->left = k->left * 16 + (x <= '9' ? x - '0' : (x | 32) - 'a' + 10);
        else if (k->st <= 1) { if (x == '\n') { k->st = k->left ? 2 : 4; k->tl = 0; } else k->st = 1; }
        else if (k->st == 3) { if (x == '\n') { k->st = 0; k->left = 0; } }
        else if (x == '\n') { if (!k->tl) k->st = 5; k->tl = 0; }
        else if (x != '\r') k->tl = 1;
    }
    return i;
}
/* an event that is not whole when the connection ends is given again, so its id does not count before */
static void commit(struct conn *c) { if (c->newer && *c->newer) { keep(&c->cur, c->newer, strlen(c->newer)); *c->newer = 0; } }
/* the first few things that should not have been said, each with the place that was asked for and whole enough to tell why */
static void complain(struct conn *c, const char *what, const char *head, size_t hl, const char *p, size_t n)
{
    static int complaints;
    if (complaints++ >= 20) return;
    fprintf(stderr, "fanload: client %d %s, after \"%s\": %.*s%s%.*s\n", (int)(c - C), what, c->cur ? c->cur : o.cursor0,
            (int)hl, head, hl ? " " : "", (int)(n < 600 ? n : 600), p);
}
static void wrong(struct conn *c, const char *what, i64 seq, const char *p, size_t n)
{
    static int wrongs;
    if (wrongs++ >= 10) return;                                 /* leaves room for other complaints */
    char number[64]; size_t nl = snprintf(number, sizeof number, "%lld at %.3f", (long long)seq, now_ns() / 1e9);
    complain(c, what, number, nl, p, n < 200 ? n : 200);
}
static size_t first_line(const char *p, size_t n) { const char *e = memchr(p, '\r', n); return e ? (size_t)(e - p) : n; }
static void told_gap(struct conn *c, const char *p, size_t n) { st_gap++; complain(c, "is told of a gap", p, 0, p, n); }
static void lines(struct conn *c, const char *p, size_t n, i64 now)     /* SSE or raw stream, line by line */
{
    const char *e;
    if (c->clen) { carry(c, p, n); p = c->carry; n = c->clen; }
    while (n && (e = memchr(p, '\n', n))) {
        size_t l = e - p;
        if (c->gap && l > 5 && !memcmp(p, "data", 4)) { c->gap = 0; told_gap(c, p, l); }
        if (o.mode == STREAM || (l > 5 && !memcmp(p, "data", 4))) { if (l > 1) { st_resp++; if (!scan(c, p, l, now)) st_empty++; commit(c); } }
        else if (l > 3 && !memcmp(p, "id:", 3)) { int sp = p[3] == ' '; keep(&c->newer, p + 3 + sp, l - 3 - sp - (p[l - 1] == '\r')); }
        else if (l > 6 && !memcmp(p, "retry:", 6)) c->wait_ms = atoi(p + 6);
        else if (l > 9 && !memcmp(p, "event: gap", 10)) c->gap = 1;
        else if (l <= 1) commit(c);
        n -= l + 1; p = e + 1;
    }
    c->clen = 0; if (n) carry(c, p, n);
}
static void stream_in(struct conn *c, const char *p, size_t n, i64 now)
{
    if (!c->chunked) {
        lines(c, p, n, now);
        if (c->left >= 0 && (c->left -= n) <= 0) { st_put_off++; drop(c, 0); }  /* no stream, but when to come back */
        return;
    }
    size_t on = 0;
    if (n > RBSZ) die("stream burst over %d bytes", RBSZ);
    dechunk(&c->ck, p, n, SB, &on);
    if (on) lines(c, SB, on, now);
    if (c->ck.st == 5) drop(c, 0);
}
/* each parser returns bytes used, 0 = need more, -1 = protocol error */
static ssize_t p_handshake(struct conn *c, const char *p, size_t n)
{
    const char *e = memmem(p, n, "\r\n\r\n", 4), *v; size_t vl;
    if (!e) return n > 16384 ? -1 : 0;
    size_t hl = e + 4 - p;
    if (hl < 16 || memcmp(p + 9, o.mode == WS ? "101" : "200", 3)) {
        st_http_err++; complain(c, "is refused", p, first_line(p, hl), p + hl, n - hl);
        return -1;
    }
    if (o.mode == WS) {
        v = header(p, hl, "Sec-WebSocket-Accept", &vl);
        if (!v || vl != 28 || memcmp(v, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", 28)) return -1;
        is_open(c);
        if (o.ws_send) { char b[4096]; size_t m = expand(b, sizeof b, o.ws_send, c->ch, c - C, NULL, NULL); ws_send(c, 1, b, m); }
    } else {
        v = header(p, hl, "Transfer-Encoding", &vl);
        c->chunked = v && vl >= 7 && !strncasecmp(v, "chunked", 7);
        is_open(c);
        if (o.follow && (v = header(p, hl, "Content-Length", &vl))) c->left = strtol(v, NULL, 10);
    }
    return hl;
}
static int starts(const char *p, size_t n, const char *with) { size_t l = strlen(with); return n > l && !memcmp(p, with, l); }
static void ws_text(struct conn *c, const char *p, size_t n)    /* what a follower must know of what it is told */
{
    static const char *PLACE[] = { "{\"cursor\":\"", "{\"position\":{\"cursor\":\"" };
    for (int i = 0; i < ARRAY(PLACE); i++) if (starts(p, n, PLACE[i])) {
        const char *v = p + strlen(PLACE[i]), *e = memchr(v, '"', p + n - v);
        if (e) keep(&c->cur, v, e - v);
    }
    if (starts(p, n, "{\"drain\":{\"reconnectAfterMs\":")) c->wait_ms = atoi(p + strlen("{\"drain\":{\"reconnectAfterMs\":"));
    if (starts(p, n, "{\"gap\"")) told_gap(c, p, n);
}
static void ws_closed(struct conn *c, const unsigned char *p, size_t n)
{
    int code = n < 2 ? 0 : p[0] << 8 | p[1];
    if (code == 1013 || code == 4429) { st_put_off++; if (!c->wait_ms) c->wait_ms = 1000 + random() % 9000; }
    else if (code != 1012 && code != 1001) {
        char as[16]; size_t al = sprintf(as, "%d", code);
        st_proto++; complain(c, "is closed", as, al, (const char *)p + 2, n < 2 ? 0 : n - 2);
    }
}
static ssize_t p_ws(struct conn *c, const char *p, size_t n, i64 now)
{
    const unsigned char *u = (const void *)p; size_t h = 2; u64 l;
    if (n < 2) return 0;
    if ((l = u[1] & 127) == 126) { if (n < 4) return 0; l = u[2] << 8 | u[3]; h = 4; }
    else if (l == 127) { if (n < 10) return 0; l = 0; for (int i = 2; i < 10; i++) l = l << 8 | u[i]; h = 10; }
    if (u[1] & 0x80 || u[0] & 0x70 || l > 1 << 26) return -1;   /* masked, compressed or absurd */
    if (n < h + l) return 0;
    int op = u[0] & 15;
    if (op <= 2) {
        st_resp++;
        if (!scan(c, p + h, l, now)) st_empty++;
        if (o.follow) ws_text(c, p + h, l);
        if (o.auto_q && strlen(o.auto_q) == l && !memcmp(p + h, o.auto_q, l)) ws_send(c, 1, o.auto_a, strlen(o.auto_a));
    } else if (op == 9) { st_ping++; ws_send(c, 10, p + h, l); }
    else if (op == 8) { if (o.follow) ws_closed(c, u + h, l); drop(c, 0); }
    else if (op != 10) return -1;
    return h + l;
}
static ssize_t p_http(struct conn *c, const char *p, size_t n, i64 now)
{
    const char *e = memmem(p, n, "\r\n\r\n", 4), *v, *body; size_t vl, hl, bl = 0, used;
    if (!e) return n > 16384 ? -1 : 0;
    hl = e + 4 - p; body = p + hl;
    int status = atoi(p + 9), nobody = status == 204 || status == 304, closing = 0;
    if ((v = header(p, hl, "Transfer-Encoding", &vl)) && !nobody && !strncasecmp(v, "chunked", 7)) {
        struct chunk k = { 0 };
        if (n - hl > RBSZ * 4) return -1;
        used = hl + dechunk(&k, body, n - hl, SB, &bl);
        if (k.st != 5) return 0;
        body = SB;
    } else {
        if ((v = header(p, hl, "Content-Length", &vl)) && !nobody) bl = strtoul(v, NULL, 10);
        used = hl + bl;
        if (n < used) return 0;
    }
    st_resp++; c->pending = 0;
    int counts = now >= measure_ts;
    st_measresp += counts;
    if (o.follow && (status == 503 || status == 429)) {
        st_put_off++;
        if (o.mode == LONGPOLL) { c->again = now + S; return used; }
    }
    else if (status >= 400) { st_http_err++; complain(c, "is answered", p, first_line(p, hl), body, bl); }
    if (!bl || !scan(c, body, bl, now)) { st_empty++; st_measempty += counts; }
    if ((v = header(p, hl, "Connection", &vl)) && vl >= 5 && !strncasecmp(v, "close", 5)) closing = 1;
    if (o.cursor == CUR_NCHAN) {
        if ((v = header(p, hl, "Last-Modified", &vl))) keep(&c->cur, v, vl);
        if ((v = header(p, hl, "Etag", &vl))) keep(&c->etag, v, vl);
    } else if (o.cursor == CUR_HEADER) { if ((v = header(p, hl, o.cursor_key, &vl))) keep(&c->cur, v, vl); }
    else if (o.cursor == CUR_JSON && bl) {                      /* last "key": value, quoted or bare */
        char k[80]; const char *s = body, *x = NULL; size_t kl = snprintf(k, sizeof k, "\"%s\":", o.cursor_key);
        while ((s = memmem(s, body + bl - s, k, kl))) x = s += kl;
        if (x) { while (*x == ' ' || *x == '"') x++; for (s = x; s < body + bl && !strchr("\",}] \n", *s);) s++; keep(&c->cur, x, s - x); }
    }
    if (closing) drop(c, 0);
    else if (o.mode == LONGPOLL) request(c);
    return used;
}
static void input(struct conn *c, char *b, size_t n, i64 now)
{
    char *p = b; size_t used = 0;
    int streaming = o.mode == SSE || o.mode == STREAM;
    st_bytes += n; st_reads++;
    if (c->state == OPEN && streaming) { stream_in(c, b, n, now); return; }
    if (c->clen) { carry(c, b, n); p = c->carry; n = c->clen; }
    while (used < n) {
        ssize_t k = c->state == HANDSHAKE ? p_handshake(c, p + used, n - used)
                  : o.mode == WS ? p_ws(c, p + used, n - used, now) : p_http(c, p + used, n - used, now);
        if (k < 0) { st_proto++; drop(c, 1); return; }
        if (c->fd < 0) return;
        if (!k) break;
        used += k;
        if (c->state == OPEN && streaming) {                    /* head done: the rest is stream */
            char *own = p == c->carry ? c->carry : NULL;
            if (own) { c->carry = NULL; c->ccap = 0; }
            c->clen = 0;
            if (used < n) stream_in(c, p + used, n - used, now);
            free(own);
            return;
        }
    }
    c->clen = 0;
    if (used < n) carry(c, p + used, n - used);
}
static void conn_event(struct conn *c, uint32_t ev)
{
    if (c->fd < 0) return;
    if (c->state == CONNECTING) {
        int err = 0; socklen_t l = sizeof err;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &l);
        if (err) { drop(c, 1); return; }
        if (!(ev & EPOLLOUT)) return;
        watch(EPOLL_CTL_MOD, c->fd, EPOLLIN, c - C);
        c->state = HANDSHAKE;
        if (o.mode >= LONGPOLL) is_open(c);
        if (o.mode != POLL) request(c);
        else if (!c->polls) { c->polls = 1; push(&pollq, now_ns() + random() % (o.interval_ms + 1) * 1000000LL, c - C); }
        return;
    }
    ssize_t n = recv(c->fd, RB, RBSZ, 0);
    if (n > 0) input(c, RB, n, now_ns());
    else if (n == 0 || (errno != EAGAIN && errno != EINTR)) { if (c->clen) st_truncated++; drop(c, c->state != OPEN); }
}

/* ------------------------------------------------------------------ publisher */
static void pub_open_amqp(struct pub *p)                         /* the handshake waits: nothing is measured yet */
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(o.pub_port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1; const char *wrong;
    if ((p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 || connect(p->fd, (void *)&a, sizeof a)) die("publisher cannot connect: %s", strerror(errno));
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (*(wrong = amqp_open(p->fd, o.user, o.password, o.vhost))) die("%s", wrong);
    if (fcntl(p->fd, F_SETFL, O_NONBLOCK)) die("fcntl: %s", strerror(errno));
    watch(EPOLL_CTL_ADD, p->fd, EPOLLIN, 1ULL << 32 | (p - P));
    p->up = 1; p->head = p->tail = 1; pubs_up++;                /* delivery tags begin with 1 */
}
static void pub_dial(struct pub *p)
{
    int done;
    if (o.exchange) { if (p->up) die("the broker has closed the connection"); pub_open_amqp(p); return; }
    if (p->fd >= 0) close(p->fd);
    st_nack += p->inflight; p->tail = p->head; p->inflight = p->up = 0; p->ilen = p->olen = p->ooff = 0;
    if ((p->fd = dial(o.pub_port, 0, &done)) < 0) die("publisher cannot connect");
    watch(EPOLL_CTL_ADD, p->fd, EPOLLOUT, 1ULL << 32 | (p - P));
}
static void pub_flush(struct pub *p)
{
    while (p->ooff < p->olen) {
        ssize_t k = send(p->fd, p->out + p->ooff, p->olen - p->ooff, MSG_NOSIGNAL);
        if (k < 0) { if (errno == EAGAIN) { watch(EPOLL_CTL_MOD, p->fd, EPOLLIN | EPOLLOUT, 1ULL << 32 | (p - P)); return; } pub_dial(p); return; }
        p->ooff += k;
    }
    p->ooff = p->olen = 0;
}
static int publish(void)                                        /* 0 = pipeline full */
{
    int ch = st_published % o.channels;
    struct pub *p = &P[(o.spread ? st_published : (u64)ch) % o.pub_conns];
    if (!p->up || p->inflight >= o.pipeline || (o.count && (i64)st_published >= o.count)) return 0;
    static char pay[1 << 17], body[1 << 18], path[1024], hdr[4096];
    i64 t = now_ns();
    int n = sprintf(pay, "{\"%s\":%lld,\"%s\":%lld,\"ch\":%d,\"pad\":\"", o.seq_key, (long long)chan_pub[ch] + 1, o.ts_key, (long long)t, ch);
    while (n < o.size - 2) { pay[n] = 'a' + n % 26; n++; }
    strcpy(pay + n, "\"}"); n += 2;
    size_t bl = o.pub_body ? expand(body, sizeof body, o.pub_body, ch, st_published, NULL, pay) : (memcpy(body, pay, n + 1), (size_t)n);
    expand(path, sizeof path, o.pub_path, ch, st_published, NULL, NULL);
    expand(hdr, sizeof hdr, o.pub_headers, ch, st_published, NULL, NULL);
    if (p->olen + bl + 8192 > p->ocap) { p->ocap = (p->olen + bl + 8192) * 2; p->out = realloc(p->out, p->ocap); }
    if (o.exchange) p->olen += amqp_publish(p->out + p->olen, o.exchange, path, o.pub_type, t / 1000000, body, bl);
    else p->olen += sprintf(p->out + p->olen, "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n",
                       path, o.host, o.pub_port, o.pub_type, bl, hdr);
    if (!o.exchange) { memcpy(p->out + p->olen, body, bl); p->olen += bl; }
    p->inflight++; p->sent[p->head++ % ARRAY(p->sent)] = t;
    chan_pub[ch]++; st_published++; st_expected += chan_subs[ch];
    if (t >= measure_ts) st_measpub++;
    pub_flush(p);
    return 1;
}
static void pub_confirmed(struct pub *p, i64 t, u64 tag, int refused)
{
    i64 *sent = &p->sent[tag % ARRAY(p->sent)];
    if (!*sent) return;                                         /* confirmed by itself before */
    if (refused) st_nack++; else st_ack++;
    hrec(&publat, t - *sent); *sent = 0; p->inflight--;
}
static void pub_confirms(struct pub *p)
{
    size_t used = 0; ptrdiff_t n; struct confirm c; i64 t = now_ns();
    while ((n = amqp_read(p->in + used, p->ilen - used, &c)) > 0) {
        used += n;
        if (c.tag && !c.multiple) pub_confirmed(p, t, c.tag, c.refused);
        else if (c.tag) { for (; p->tail <= c.tag; p->tail++) pub_confirmed(p, t, p->tail, c.refused); }
    }
    if (n < 0) die("the broker refuses what is published");
    memmove(p->in, p->in + used, p->ilen -= used);
}
static void pub_event(struct pub *p, uint32_t ev)
{
    if (!p->up) {
        int err = 0; socklen_t l = sizeof err;
        getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &err, &l);
        if (err) die("publisher cannot connect: %s", strerror(err));
        if (ev & EPOLLOUT) { p->up = 1; pubs_up++; watch(EPOLL_CTL_MOD, p->fd, EPOLLIN, 1ULL << 32 | (p - P)); }
        return;
    }
    if (ev & EPOLLOUT) { pub_flush(p); if (!p->olen) watch(EPOLL_CTL_MOD, p->fd, EPOLLIN, 1ULL << 32 | (p - P)); }
    if (!(ev & ~EPOLLOUT)) return;
    ssize_t n = recv(p->fd, p->in + p->ilen, sizeof p->in - p->ilen, 0);
    if (n <= 0) { if (n == 0 || errno != EAGAIN) pub_dial(p); return; }
    p->ilen += n;
    if (o.exchange) { pub_confirms(p); return; }
    size_t used = 0; char *e; i64 t = now_ns(); int closing = 0;
    while ((e = memmem(p->in + used, p->ilen - used, "\r\n\r\n", 4))) {
        char *h = p->in + used; size_t hl = e + 4 - h, vl, bl = 0, on = 0; const char *v; int status = atoi(h + 9);
        if ((v = header(h, hl, "Content-Length", &vl))) bl = strtoul(v, NULL, 10);
        else if ((v = header(h, hl, "Transfer-Encoding", &vl))) {
            struct chunk k = { 0 };
            bl = dechunk(&k, h + hl, p->ilen - used - hl, SB, &on);
            if (k.st != 5) break;
        }
        if (used + hl + bl > p->ilen) break;
        used += hl + bl;
        if (status == 100) continue;
        if (((v = header(h, hl, "Connection", &vl)) && vl >= 5 && !strncasecmp(v, "close", 5)) || h[7] == '0') closing = 1;
        if (status < 200 || status > 299) { if (!st_nack++) fprintf(stderr, "fanload: publish answered %.60s\n", h); } else st_ack++;
        hrec(&publat, t - p->sent[p->tail++ % ARRAY(p->sent)]); p->inflight--;
    }
    memmove(p->in, p->in + used, p->ilen -= used);
    if (closing) pub_dial(p);                                   /* needs --pipeline 1 */
}

/* ------------------------------------------------------------------ server and own resources */
static double cpu_of(const int *pids, int n, double *user)                          /* seconds; *user: the part outside the kernel */
{
    double t = 0; *user = 0;
    for (int i = 0; i < n; i++) {
        char f[64], b[1024], *s; unsigned long u, k; FILE *fp;
        snprintf(f, sizeof f, "/proc/%d/stat", pids[i]);
        if (!(fp = fopen(f, "r"))) die("no process %d", pids[i]);
        b[fread(b, 1, sizeof b - 1, fp)] = 0; fclose(fp);
        if ((s = strrchr(b, ')')) && sscanf(s + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &k) == 2) { t += u + k; *user += u; }
    }
    *user /= sysconf(_SC_CLK_TCK);
    return t / sysconf(_SC_CLK_TCK);
}
static double server_cpu(double *user) { return cpu_of(o.pids, o.npids, user); }
static double broker_cpu(void) { double user; return cpu_of(o.broker, o.nbroker, &user); }
static long server_kb(const char *file, const char *key)        /* VmRSS in status, Pss in smaps_rollup */
{
    long sum = 0;
    for (int i = 0; i < o.npids; i++) {
        char f[64], l[256]; FILE *fp; size_t kl = strlen(key);
        snprintf(f, sizeof f, "/proc/%d/%s", o.pids[i], file);
        if (!(fp = fopen(f, "r"))) continue;
        while (fgets(l, sizeof l, fp)) if (!strncmp(l, key, kl)) { sum += atol(l + kl); break; }
        fclose(fp);
    }
    return sum;
}
static long tcp_mem_kb(void)                                    /* socket buffers of the whole machine */
{
    char l[256]; long m = 0, v; FILE *fp = fopen("/proc/net/sockstat", "r"); char *s;
    while (fp && fgets(l, sizeof l, fp)) if (!strncmp(l, "TCP:", 4) && (s = strstr(l, "mem ")) && sscanf(s, "mem %ld", &v) == 1) m = v * 4;
    if (fp) fclose(fp);
    return m;
}
static double own_cpu(void)
{
    struct rusage r; getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ------------------------------------------------------------------ main loop */
/* followers come and go, read and pause: each at its own time */
static void tick(i64 now)
{
    static i64 next_tick;
    if (now < next_tick) return;
    next_tick = now + S / 50;
    int storming = storm; storm = 0; st_storms += storming;
    for (int i = 0; i < next_connect; i++) {
        struct conn *c = &C[i];
        if (c->state == DOWN) { if (c->due <= now && connecting < o.conc) start(c); continue; }
        if (c->state != OPEN) continue;
        if (storming) { drop(c, 0); continue; }
        if (c->again && c->again <= now) { c->again = 0; request(c); continue; }
        if (o.churn > 0 && !stopping && c->until <= now) {
            st_left++; drop(c, 0); c->due = now + (i64)(o.away * S); continue;
        }
        int pause = o.pause > 0 && !stopping && (now / (i64)(o.pause * S) + i) % 2;
        if (pause != c->paused && !c->stalled) { c->paused = pause; watch(EPOLL_CTL_MOD, c->fd, pause ? 0 : EPOLLIN, i); }
    }
}
static void turn(i64 until)                                     /* one round: timers, epoll, input */
{
    static struct epoll_event ev[512];
    i64 now = now_ns(), next = until;
    while (next_connect < o.n && connecting < o.conc) start(&C[next_connect++]);
    if (o.follow) { tick(now); if (next > now + S / 50) next = now + S / 50; }
    while (due(&retry) <= now && connecting < o.conc) start(&C[pop(&retry)]);
    while (due(&pollq) <= now) {
        i64 d = due(&pollq); int i = pop(&pollq);
        push(&pollq, d + o.interval_ms * 1000000LL, i);
        if (C[i].state != OPEN) continue;
        if (C[i].pending) st_late++; else request(&C[i]);
    }
    if (due(&retry) < next) next = due(&retry);
    if (due(&pollq) < next) next = due(&pollq);
    i64 w = next - now_ns(); if (w < 0) w = 0; if (w > S / 10) w = S / 10;
    struct timespec ts = { 0, w };
    int n = epoll_pwait2(ep, ev, ARRAY(ev), &ts, NULL);
    for (int i = 0; i < n; i++) {
        uint32_t k = ev[i].data.u64;
        if (ev[i].data.u64 >> 32) pub_event(&P[k], ev[i].events); else conn_event(&C[k], ev[i].events);
    }
}
static void turn_until(i64 t) { while (now_ns() < t) turn(t); }

static void usage(void)
{
    puts("fanload --port P [--mode ws|sse|stream|longpoll|poll] [--n N] [--path /sub/{ch}] [options]\n"
         "  {ch} {i} {cursor} expand in paths, headers and --ws-send; subscriber i is on channel i mod C\n"
         " subscribers: --channels C  --header 'K: V'  --conc 200 (handshakes at once)  --no-reconnect\n"
         "   --stall K (first K subscribers stop reading)  --ws-send TEXT  --ws-autoreply Q=A (socket.io: 2=3)\n"
         "   --interval MS (poll)  --cursor nchan | header:NAME | json:KEY  --cursor0 V  --cursor-send HEADER\n"
         " publisher: --pub-path /pub/{ch}  --rate R/s (0 = closed loop)  --window W (closed loop: events in flight)\n"
         "   --size 200  --pub-conns 1  --pipeline 64  --spread  --pub-port P  --pub-header 'K: V'\n"
         "   --pub-type MIME  --pub-body TEMPLATE ({payload} {payload_esc} {ch} {i})  --count N (then no more)\n"
         "   --pub-exchange E --pub-login USER:PASSWORD --pub-vhost V (AMQP: --pub-path is the routing key)\n"
         " replay: --expect K (K events each that are there already, timed from the first connect; nothing is published)\n"
         " timing (s): --patience 30 (to connect)  --idle 0 (before publishing)  --settle 0.3  --warmup 0 (not measured)  --duration 0  --drain 5\n"
         " following (others publish; to the end by SIGTERM; SIGUSR1: all leave at once): --follow  --also-port P (in turns)\n"
         "   --churn S (stays that long, about)  --away S (and is away that long)  --pause S (reads that long, and not that long)\n"
         " reporting: --server-pids a,b  --broker-pids a,b  --label TEXT  --ts-key ts  --seq-key seq  --host NAME");
    exit(1);
}
static void add_header(char *dst, size_t cap, const char *h) { size_t n = strlen(dst); snprintf(dst + n, cap - n, "%s\r\n", h); }

static void options(int argc, char **argv)
{
    enum { MODE = 1, N, PORT, PATH, CH, HEADER, CONC, NORECON, STALL, WSSEND, AUTOREPLY, INTERVAL, CURSOR, CURSOR0, CURSEND,
           PUBPATH, RATE, WINDOW, SIZE, PUBCONNS, PIPELINE, SPREAD, PUBPORT, PUBHEADER, PUBTYPE, PUBBODY, IDLE, SETTLE, WARMUP,
           DURATION, DRAIN, PIDS, LABEL, TSKEY, SEQKEY, HOST, EXCHANGE, LOGIN, VHOST, COUNT, EXPECT, BROKER, PATIENCE,
           FOLLOW, ALSOPORT, CHURN, AWAY, PAUSE };
#define A(name, id) { name, required_argument, 0, id }
    static const struct option l[] = { A("mode", MODE), A("n", N), A("port", PORT), A("path", PATH), A("channels", CH), A("header", HEADER),
        A("conc", CONC), { "no-reconnect", 0, 0, NORECON }, A("stall", STALL), A("ws-send", WSSEND), A("ws-autoreply", AUTOREPLY),
        A("interval", INTERVAL), A("cursor", CURSOR), A("cursor0", CURSOR0), A("cursor-send", CURSEND), A("pub-path", PUBPATH),
        A("rate", RATE), A("window", WINDOW), A("size", SIZE), A("pub-conns", PUBCONNS), A("pipeline", PIPELINE), { "spread", 0, 0, SPREAD },
        A("pub-port", PUBPORT), A("pub-header", PUBHEADER), A("pub-type", PUBTYPE), A("pub-body", PUBBODY), A("idle", IDLE),
        A("settle", SETTLE), A("warmup", WARMUP), A("duration", DURATION), A("drain", DRAIN), A("server-pids", PIDS), A("label", LABEL),
        A("ts-key", TSKEY), A("seq-key", SEQKEY), A("host", HOST), A("pub-exchange", EXCHANGE), A("pub-login", LOGIN), A("pub-vhost", VHOST), A("count", COUNT), A("expect", EXPECT),
        A("broker-pids", BROKER), A("patience", PATIENCE), { "follow", 0, 0, FOLLOW }, A("also-port", ALSOPORT), A("churn", CHURN), A("away", AWAY),
        A("pause", PAUSE), { 0, 0, 0, 0 } };
    int k; char *s, *a;
    while ((k = getopt_long(argc, argv, "", l, NULL)) > 0) switch (a = optarg, k) {
        case MODE: for (o.mode = 0; o.mode < ARRAY(MODES) && strcmp(MODES[o.mode], a);) o.mode++; if (o.mode == ARRAY(MODES)) usage(); break;
        case N: o.n = atoi(a); break;             case PORT: for (s = strtok(a, ", "); s && o.nports < 8; s = strtok(NULL, ", ")) o.ports[o.nports++] = atoi(s);
                   o.port = o.ports[0]; break;
        case PATH: o.path = a; break;             case CH: o.channels = atoi(a); break;
        case CONC: o.conc = atoi(a); break;       case NORECON: o.no_reconnect = 1; break;
        case STALL: o.stall = atoi(a); break;     case WSSEND: o.ws_send = a; break;
        case INTERVAL: o.interval_ms = atoi(a); break; case CURSOR0: o.cursor0 = a; break;
        case CURSEND: o.cursor_send = a; break;   case PUBPATH: o.pub_path = a; break;
        case RATE: o.rate = atof(a); break;       case WINDOW: o.window = atoi(a); break;
        case SIZE: o.size = atoi(a); break;       case PUBCONNS: o.pub_conns = atoi(a); break;
        case PIPELINE: o.pipeline = atoi(a); break; case SPREAD: o.spread = 1; break;
        case PUBPORT: o.pub_port = atoi(a); break; case PUBTYPE: o.pub_type = a; break;
        case PUBBODY: o.pub_body = a; break;      case IDLE: o.idle = atof(a); break;
        case SETTLE: o.settle = atof(a); break;   case WARMUP: o.warmup = atof(a); break;
        case DURATION: o.duration = atof(a); break; case DRAIN: o.drain = atof(a); break;
        case LABEL: o.label = a; break;           case TSKEY: o.ts_key = a; break;
        case SEQKEY: o.seq_key = a; break;        case HOST: o.host = a; break;
        case FOLLOW: o.follow = 1; break;         case ALSOPORT: o.also_port = atoi(a); break;
        case CHURN: o.churn = atof(a); break;     case AWAY: o.away = atof(a); break;
        case PAUSE: o.pause = atof(a); break;
        case PATIENCE: o.patience = atof(a); break;
        case EXCHANGE: o.exchange = a; break;     case VHOST: o.vhost = a; break;
        case COUNT: o.count = atoll(a); break;    case EXPECT: o.expect = atoll(a); break;
        case LOGIN: if (!(s = strchr(a, ':'))) usage(); *s = 0; o.user = a; o.password = s + 1; break;
        case BROKER: for (s = strtok(a, ", "); s && o.nbroker < 64; s = strtok(NULL, ", ")) o.broker[o.nbroker++] = atoi(s); break;
        case HEADER: add_header(o.headers, sizeof o.headers, a); break;
        case PUBHEADER: add_header(o.pub_headers, sizeof o.pub_headers, a); break;
        case AUTOREPLY: if (!(s = strchr(a, '='))) usage(); *s = 0; o.auto_q = a; o.auto_a = s + 1; break;
        case PIDS: for (s = strtok(a, ", "); s && o.npids < 64; s = strtok(NULL, ", ")) o.pids[o.npids++] = atoi(s); break;
        case CURSOR:
            if (!strcmp(a, "nchan")) o.cursor = CUR_NCHAN;
            else if (!strncmp(a, "header:", 7)) { o.cursor = CUR_HEADER; o.cursor_key = a + 7; }
            else if (!strncmp(a, "json:", 5)) { o.cursor = CUR_JSON; o.cursor_key = a + 5; }
            else usage();
            break;
        default: usage();
    }
    if (!o.port || o.n < 1 || o.channels < 1 || o.pub_conns < 1 || o.pipeline < 1 || o.size > 100000 || optind < argc) usage();
    if ((o.expect || o.follow) && o.pub_path) usage();
    if (o.exchange && (!o.user || !o.vhost || !o.pub_port || o.pub_conns > 1)) usage();
    if (o.pipeline > 1024) o.pipeline = 1024;
    if (!o.pub_port) o.pub_port = o.port;
    if (o.pub_path && o.rate <= 0 && o.window < 1) o.window = 1;
}

static void on_signal(int number) { if (number == SIGUSR1) storm = 1; else if (o.follow) stopping = 1; else _exit(128 + number); }

int main(int argc, char **argv)
{
    options(argc, argv);
    struct rlimit rl; getrlimit(RLIMIT_NOFILE, &rl);
    if (rl.rlim_cur < (rlim_t)o.n + 64) { rl.rlim_cur = o.n + 64; if (rl.rlim_max < rl.rlim_cur) rl.rlim_max = rl.rlim_cur; if (setrlimit(RLIMIT_NOFILE, &rl)) die("cannot raise ulimit -n to %d", o.n + 64); }
    ep = epoll_create1(EPOLL_CLOEXEC); srandom(42);
    signal(SIGTERM, on_signal); signal(SIGUSR1, on_signal);
    RB = malloc(RBSZ); SB = malloc(RBSZ * 4);
    C = calloc(o.n, sizeof *C); P = calloc(o.pub_conns, sizeof *P);
    chan_pub = calloc(o.channels, sizeof *chan_pub); chan_subs = calloc(o.channels, sizeof *chan_subs);
    for (int i = 0; i < o.n; i++) {
        C[i].fd = -1; C[i].ch = i % o.channels; C[i].next = !o.follow; C[i].stalled = i < o.stall;
        if (!C[i].stalled) chan_subs[C[i].ch]++;
    }

    /* 1. connect everything, let it rest, look at memory */
    long rss0 = server_kb("status", "VmRSS:"), tcp0 = tcp_mem_kb();
    i64 t0 = run_start = now_ns(); double users, cpus = server_cpu(&users), owns = own_cpu();
    if (o.expect) measure_ts = 0;
    while (ever_open < o.n && now_ns() < t0 + (i64)(o.patience * S)) turn(now_ns() + S / 10);
    double t_connect = (now_ns() - t0) / 1e9;
    if (ever_open < o.n) die("only %d of %d connected", ever_open, o.n);
    turn_until(now_ns() + (i64)(o.settle * S));
    double user0, user1, icpu = server_cpu(&user0); i64 it = now_ns();
    turn_until(it + (i64)(o.idle * S));
    double idle_cpu = o.idle > 0 ? (server_cpu(&user1) - icpu) / ((now_ns() - it) / 1e9) : 0;
    long rss1 = server_kb("status", "VmRSS:"), pss1 = server_kb("smaps_rollup", "Pss:"), tcp1 = tcp_mem_kb();
    if (o.pub_path) {
        for (int i = 0; i < o.pub_conns; i++) { P[i].fd = -1; pub_dial(&P[i]); }
        for (i64 t = now_ns(); pubs_up < o.pub_conns;) { if (now_ns() > t + 10 * S) die("publisher cannot connect"); turn(now_ns() + S / 100); }
    }

    if (o.follow) {                                             /* until told to end; then whoever is away comes back for the rest */
        while (!stopping) turn(now_ns() + S / 10);
        for (int i = 0; i < o.n; i++) if (C[i].state == DOWN && C[i].due > now_ns()) C[i].due = now_ns() + random() % S;
        u64 had = st_delivered;
        for (i64 q = now_ns(), give_up = q + (i64)(o.patience * S); now_ns() < q + (i64)(o.drain * S) && now_ns() < give_up;) {
            if (st_delivered != had || opened < o.n) { had = st_delivered; q = now_ns(); }
            turn(now_ns() + S / 20);
        }
    }

    /* 2. publish: warm-up, then the measured part */
    i64 p0 = now_ns(), m0 = p0 + (i64)(o.warmup * S), end = m0 + (i64)(o.duration * S), lag = 0, progress_t = p0;
    u64 progress = 0; double cpu0 = server_cpu(&user0), own0 = own_cpu(), broker0 = broker_cpu(); int measuring = 0; long u = 0; i64 w = o.n / o.channels ? o.n / o.channels : 1;
    for (i64 t; (t = now_ns()) < end && !o.expect;) {
        if (o.count && (i64)st_published >= o.count) break;
        if (!measuring && t >= m0) { measuring = 1; measure_ts = m0 = t; cpu0 = server_cpu(&user0); own0 = own_cpu(); broker0 = broker_cpu(); st_late = 0; }
        i64 next = measuring ? end : m0;
        if (o.pub_path && o.rate > 0) {
            i64 d;
            while ((d = p0 + (i64)(st_published * 1e9 / o.rate)) <= now_ns() && d < end) {
                if (!publish()) { d = now_ns() + S / 1000; break; }
                if (measuring && now_ns() - d > lag) lag = now_ns() - d;
                if (++u % 32 == 0) turn(0);                     /* catching up must not starve the readers */
            }
            if (d < next) next = d;
        } else if (o.pub_path) {
            if (st_delivered != progress) { progress = st_delivered; progress_t = t; }
            int force = t > progress_t + S;                     /* lost events must not stop the closed loop */
            if (force) { st_stalls++; progress_t = t; }
            for (int k = 0; k < 32 && (force || (i64)(st_expected - st_delivered) <= (i64)(o.window - 1) * w) && publish(); k++) force = 0;
        }
        turn(next);
    }
    /* 3. drain: until all is there, or nothing comes for --drain seconds */
    if (o.pub_path) for (i64 q = now_ns(); st_delivered < st_expected || st_ack + st_nack < st_published;) {
        if (st_delivered != progress) { progress = st_delivered; q = now_ns(); }
        if (now_ns() > q + (i64)(o.drain * S)) break;
        turn(now_ns() + S / 20);
    }
    if (o.expect) {
        st_expected = o.expect * (o.n - o.stall); m0 = t0; cpu0 = cpus; user0 = users; own0 = owns;
        for (i64 q = now_ns(); st_delivered < st_expected;) {
            if (st_delivered != progress) { progress = st_delivered; q = now_ns(); }
            if (now_ns() > q + (i64)(o.drain * S)) break;
            turn(now_ns() + S / 100);
        }
    }
    double cpu1 = server_cpu(&user1), own1 = own_cpu(), broker1 = broker_cpu();
    double span = ((last_delivery > m0 && (o.pub_path || o.expect) ? last_delivery : now_ns()) - m0) / 1e9;
    long rss2 = server_kb("status", "VmRSS:"), tcp2 = tcp_mem_kb();

    i64 lost = 0, holes = 0, least = INT64_MAX; int silent = 0;
    for (int i = 0; i < o.n; i++) if (!C[i].stalled) { if (!C[i].next) silent++; else if (C[i].next - 1 < least) least = C[i].next - 1; }
    for (int i = 0; i < o.n; i++) if (!C[i].stalled) { holes += C[i].gaps; if (o.pub_path) lost += C[i].gaps + chan_pub[C[i].ch] - (C[i].next - 1); }
    if (!o.pub_path) lost = o.expect ? (i64)(st_expected - st_delivered) : holes;
    if (st_noseq) lost = (i64)(st_expected - st_delivered);
    if (o.follow) lost = holes;
    double del = st_measured, cpu = cpu1 - cpu0;
    if (o.follow) fprintf(stderr, "fanload: %llu came back, %llu left, %llu storms, %llu put off\n", (unsigned long long)st_reconn,
                          (unsigned long long)st_left, (unsigned long long)st_storms, (unsigned long long)st_put_off);
    printf("{\"label\":\"%s\",\"mode\":\"%s\",\"n\":%d,\"channels\":%d,\"size\":%d,\"rate\":%g,\"window\":%d,\"connected\":%d,\"open_at_end\":%d,\"connect_s\":%.3f,"
           "\"connect_failures\":%llu,\"reconnects\":%llu,\"published\":%llu,\"acked\":%llu,\"refused\":%llu,\"pub_rate\":%.1f,\"expected\":%llu,"
           "\"delivered\":%llu,\"lost\":%lld,\"dup\":%llu,\"out_of_order\":%llu,\"gaps\":%lld,\"stale\":%llu,\"no_seq\":%llu,",
           o.label, MODES[o.mode], o.n, o.channels, o.size, o.rate, o.window, ever_open, opened, t_connect, (unsigned long long)st_connfail,
           (unsigned long long)st_reconn, (unsigned long long)st_published, (unsigned long long)st_ack, (unsigned long long)st_nack,
           span > 0 ? st_measpub / span : 0, (unsigned long long)st_expected, (unsigned long long)st_delivered, (long long)lost,
           (unsigned long long)st_dup, (unsigned long long)st_ooo, (long long)holes, (unsigned long long)st_stale, (unsigned long long)st_noseq);
    printf("\"measured_s\":%.3f,\"measured\":%llu,\"deliveries_per_s\":%.0f,\"lat_ms\":{\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f,\"mean\":%.3f},"
           "\"pub_ms\":{\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f},\"pub_lag_max_ms\":%.1f,\"closed_loop_stalls\":%llu,\"bytes_in\":%llu,\"reads\":%llu,\"events_per_read\":%.2f,\"responses\":%llu,"
           "\"responses_without_event\":%llu,\"responses_measured\":%llu,\"responses_measured_without_event\":%llu,\"http_errors\":%llu,\"protocol_errors\":%llu,\"truncated\":%llu,\"pings\":%llu,\"polls_late\":%llu,",
           span, (unsigned long long)st_measured, span > 0 ? del / span : 0, hq(&lat, .5), hq(&lat, .9), hq(&lat, .99), hq(&lat, .999), lat.max / 1e6,
           lat.n ? lat.sum / lat.n / 1e6 : 0, hq(&publat, .5), hq(&publat, .99), publat.max / 1e6, lag / 1e6, (unsigned long long)st_stalls,
           (unsigned long long)st_bytes, (unsigned long long)st_reads,
           st_reads ? (double)st_delivered / st_reads : 0, (unsigned long long)st_resp, (unsigned long long)st_empty,
           (unsigned long long)st_measresp, (unsigned long long)st_measempty, (unsigned long long)st_http_err,
           (unsigned long long)st_proto, (unsigned long long)st_truncated, (unsigned long long)st_ping, (unsigned long long)st_late);
    printf("\"client_cpu_s\":%.3f,\"client_us_per_delivery\":%.3f,\"server_cpu_s\":%.2f,\"broker_cpu_s\":%.2f,\"server_cpu_share\":%.3f,\"server_cpu_s_per_million\":%.3f,\"server_user_s_per_million\":%.3f,"
           "\"silent\":%d,\"least\":%lld,\"told_gaps\":%llu,\"put_off\":%llu,\"left\":%llu,\"storms\":%llu,\"server_idle_cpu_share\":%.4f,\"rss_kb\":{\"before\":%ld,\"connected\":%ld,\"end\":%ld,\"pss_connected\":%ld},\"rss_per_conn_bytes\":%.0f,"
           "\"tcp_mem_kb\":{\"before\":%ld,\"connected\":%ld,\"end\":%ld}}\n",
           own1 - own0, del ? (own1 - own0) * 1e6 / del : 0, cpu, broker1 - broker0, span > 0 ? cpu / span : 0, del ? cpu * 1e6 / del : 0, del ? (user1 - user0) * 1e6 / del : 0, silent, (long long)(silent == o.n - o.stall ? 0 : least),
           (unsigned long long)st_gap, (unsigned long long)st_put_off, (unsigned long long)st_left, (unsigned long long)st_storms, idle_cpu,
           rss0, rss1, rss2, pss1, ever_open ? (rss1 - rss0) * 1024.0 / ever_open : 0, tcp0, tcp1, tcp2);
    return (o.pub_path || o.expect || o.follow) && (lost || st_dup || st_ooo) ? 3 : 0;
}
