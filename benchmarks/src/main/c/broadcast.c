/*
 * broadcast - about the least that a program can fan events out with: one thread, one epoll set, and one send to each
 * subscriber for all that has been published since it last looked. Nothing is logged, resumed, matched, allowed or
 * measured, and who does not take at once what is sent is closed. An event is one line of JSON; what is kept of a channel must
 * fit into the buffer, and who waits for an answer sends nothing more until it is there.
 *
 *   POST /pub/CHANNEL               an event: 202
 *   GET  /ws/CHANNEL                a WebSocket (RFC 6455), a text for each event
 *   GET  /sse/CHANNEL               an event stream (WHATWG HTML, 9.2), in chunks (RFC 9112, 7.1)
 *   GET  /longpoll/CHANNEL?after=N  events behind the channel's Nth as a JSON array, as soon as there are any;
 *                                   the number of the last is the ETag
 *   GET  /poll/CHANNEL?after=N      the same at once: 304 when there are none
 *
 * Build: cc -O2 -Wall -Wextra -o broadcast broadcast.c websocket.c        Run: broadcast PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include "websocket.h"

enum { CONNECTIONS = 20000, BUCKETS = 1 << 15, KEPT = 256, BUFFER = 1 << 20, BACKLOG = 4096, READY = 512 };
enum kind { ASKING, WEBSOCKET, EVENT_STREAM, WAITING, KINDS };  /* WAITING: a long poll that is not answered yet */

struct list { int *fds, count, room; };
struct channel {
    char *name;
    struct channel *next;                                       /* of the same bucket */
    struct list readers[KINDS];
    struct { char *bytes; size_t length; } kept[KEPT];          /* an event's place is its number's remainder */
    uint64_t count, handed;                                     /* events published, and handed out */
    int stirred;
};
struct connection {
    int open;
    enum kind kind;
    struct channel *channel;
    int place;                                                  /* in the channel's list */
    uint64_t after;                                             /* the number of the event that it has */
    char *in; size_t length;                                    /* a request that is not all there yet */
};

static struct connection connections[CONNECTIONS];
static struct channel *buckets[BUCKETS], *stirred[BUCKETS];
static int ready, stirred_count;
static char input[BUFFER], output[BUFFER];

static void die(const char *what) { perror(what); exit(1); }

/* ------------------------------------------------------------------ channels and who reads them */
static struct channel *channel(const char *name, size_t length)
{
    uint32_t hash = 2166136261u;                                /* FNV-1a */
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    struct channel **at = &buckets[hash % BUCKETS];
    while (*at && (strncmp((*at)->name, name, length) || (*at)->name[length])) at = &(*at)->next;
    if (!*at) {
        if (!(*at = calloc(1, sizeof **at)) || !((*at)->name = strndup(name, length))) die("calloc");
    }
    return *at;
}
static void join(int fd, enum kind kind, struct channel *channel)
{
    struct list *list = &channel->readers[kind];
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 4;
        if (!(list->fds = realloc(list->fds, list->room * sizeof *list->fds))) die("realloc");
    }
    connections[fd].kind = kind;
    connections[fd].channel = channel;
    connections[fd].place = list->count;
    list->fds[list->count++] = fd;
}
static void leave(int fd)
{
    struct connection *c = &connections[fd];
    if (c->kind == ASKING) return;
    struct list *list = &c->channel->readers[c->kind];
    int last = list->fds[--list->count];
    list->fds[c->place] = last;
    connections[last].place = c->place;
    c->kind = ASKING;
}
static void end(int fd)
{
    leave(fd);
    free(connections[fd].in);
    memset(&connections[fd], 0, sizeof connections[fd]);
    close(fd);
}
static void say(int fd, const char *bytes, size_t length)
{
    if (send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)length) end(fd);
}

/* ------------------------------------------------------------------ what is written */
static size_t room(size_t used, size_t more)
{
    if (used + more + 64 > BUFFER) { fprintf(stderr, "broadcast: events are too large\n"); exit(1); }
    return used;
}
static size_t frame(char *out, enum kind kind, const char *event, size_t length)
{
    size_t n = kind == WEBSOCKET ? websocket_head(out, length) : (size_t)sprintf(out, "%zx\r\ndata: ", length + 8);
    memcpy(out + n, event, length);
    n += length;
    if (kind == EVENT_STREAM) { memcpy(out + n, "\n\n\r\n", 4); n += 4; }
    return n;
}
static size_t frames(struct channel *ch, enum kind kind)
{
    size_t n = 0;
    for (uint64_t i = ch->handed; i < ch->count; i++)
        n += frame(output + room(n, ch->kept[i % KEPT].length), kind, ch->kept[i % KEPT].bytes, ch->kept[i % KEPT].length);
    return n;
}
static size_t answer(struct channel *ch, uint64_t after)
{
    size_t head = 128, n = head;
    uint64_t first = ch->count > KEPT && after < ch->count - KEPT ? ch->count - KEPT : after;
    for (uint64_t i = first; i < ch->count; i++) {
        output[n++] = i == first ? '[' : ',';
        memcpy(output + room(n, ch->kept[i % KEPT].length), ch->kept[i % KEPT].bytes, ch->kept[i % KEPT].length);
        n += ch->kept[i % KEPT].length;
    }
    output[n++] = ']';
    char line[128];
    int k = snprintf(line, sizeof line, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: %llu\r\nContent-Length: %zu\r\n\r\n",
                     (unsigned long long)ch->count, n - head);
    memmove(output + k, output + head, n - head);
    memcpy(output, line, k);
    return n - head + k;
}

/* ------------------------------------------------------------------ handing out */
static void hand_to_readers(struct channel *ch, enum kind kind)
{
    struct list *list = &ch->readers[kind];
    size_t n = list->count ? frames(ch, kind) : 0;
    for (int i = list->count; i-- > 0;) say(list->fds[i], output, n);
}
static void hand_to_pollers(struct channel *ch)
{
    struct list *list = &ch->readers[WAITING];
    uint64_t answered = UINT64_MAX;
    size_t n = 0;
    for (int i = list->count; i-- > 0;) {
        int fd = list->fds[i];
        if (connections[fd].after >= ch->count) continue;       /* it came behind the event */
        if (connections[fd].after != answered) n = answer(ch, answered = connections[fd].after);
        leave(fd);
        say(fd, output, n);
    }
}
static void hand_out(struct channel *ch)
{
    hand_to_readers(ch, WEBSOCKET);
    hand_to_readers(ch, EVENT_STREAM);
    ch->handed = ch->count;
    hand_to_pollers(ch);
}
static void publish(struct channel *ch, const char *event, size_t length)
{
    if (ch->count - ch->handed == KEPT) hand_out(ch);
    char **bytes = &ch->kept[ch->count % KEPT].bytes;
    if (!(*bytes = realloc(*bytes, length + 1))) die("realloc");
    memcpy(*bytes, event, length);
    ch->kept[ch->count++ % KEPT].length = length;
    if (ch->stirred) return;
    if (stirred_count == BUCKETS) { fprintf(stderr, "broadcast: too many channels\n"); exit(1); }
    ch->stirred = 1;
    stirred[stirred_count++] = ch;
}

/* ------------------------------------------------------------------ requests */
static void upgrade(int fd, const char *head, struct channel *ch)
{
    const char *key = strcasestr(head, "\r\nSec-WebSocket-Key: ");
    char accept[WEBSOCKET_ACCEPT], text[256];
    if (!key || strlen(key += strlen("\r\nSec-WebSocket-Key: ")) < 24) { end(fd); return; }
    websocket_accept(accept, key);
    int n = snprintf(text, sizeof text, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
    join(fd, WEBSOCKET, ch);
    say(fd, text, n);
}
static void stream(int fd, struct channel *ch)
{
    static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    join(fd, EVENT_STREAM, ch);
    say(fd, HEAD, sizeof HEAD - 1);
}
static void poll(int fd, struct channel *ch, const char *query, int waits)
{
    static const char NOTHING[] = "HTTP/1.1 304 Not Modified\r\nETag: ";
    uint64_t after = strncmp(query, "?after=", 7) ? 0 : strtoull(query + 7, NULL, 10);
    if (after < ch->count) {
        say(fd, output, answer(ch, after));
    } else if (waits) {
        connections[fd].after = after;
        join(fd, WAITING, ch);
    } else {
        say(fd, output, sprintf(output, "%s%llu\r\n\r\n", NOTHING, (unsigned long long)ch->count));
    }
}
static int is(const char *head, const char *request) { return !strncmp(head, request, strlen(request)); }
static struct channel *named(const char *path) { return channel(path, strcspn(path, " ?")); }

static void ask(int fd, const char *head)
{
    static const char NONE[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    const char *name = strchr(head + 5, '/');
    if (name && is(head, "GET /ws/")) upgrade(fd, head, named(name + 1));
    else if (name && is(head, "GET /sse/")) stream(fd, named(name + 1));
    else if (name && (is(head, "GET /longpoll/") || is(head, "GET /poll/")))
        poll(fd, named(name + 1), name + strcspn(name, " ?"), is(head, "GET /l"));
    else say(fd, NONE, sizeof NONE - 1);
}
static void post(int fd, const char *head, const char *body, size_t length)
{
    static const char TAKEN[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    if (is(head, "POST /pub/")) publish(named(head + strlen("POST /pub/")), body, length);
    say(fd, TAKEN, sizeof TAKEN - 1);
}
/* takes one request, of bytes that a zero ends; those used, or 0 when it is not all there */
static size_t request(int fd, char *bytes, size_t length)
{
    char *blank = memmem(bytes, length, "\r\n\r\n", 4);
    if (!blank) return 0;
    size_t head = blank + 4 - bytes;
    if (!is(bytes, "POST ")) { *blank = 0; ask(fd, bytes); return head; }
    const char *field = strcasestr(bytes, "\r\nContent-Length:");
    size_t body = field && field < blank ? strtoul(field + strlen("\r\nContent-Length:"), NULL, 10) : 0;
    if (body > BUFFER) { end(fd); return 0; }
    if (length < head + body) return 0;
    post(fd, bytes, bytes + head, body);
    return head + body;
}
static void keep(struct connection *c, const char *bytes, size_t length)
{
    char *kept = length ? malloc(length) : NULL;
    if (length && !kept) die("malloc");
    if (length) memcpy(kept, bytes, length);
    free(c->in);
    c->in = kept;
    c->length = length;
}
static void take(int fd)
{
    struct connection *c = &connections[fd];
    if (c->length >= BUFFER / 2) { end(fd); return; }
    if (c->length) memcpy(input, c->in, c->length);
    ssize_t n = recv(fd, input + c->length, BUFFER - 1 - c->length, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) { end(fd); return; }
    if (c->kind == WEBSOCKET || c->kind == EVENT_STREAM) return;  /* what subscribers say is not looked at */
    size_t length = c->length + n, used = 0, more = 1;
    input[length] = 0;
    while (c->open && c->kind == ASKING && used < length && (more = request(fd, input + used, length - used))) used += more;
    if (c->open && (used < length || c->in)) keep(c, input + used, length - used);
}

/* ------------------------------------------------------------------ connections */
static void let_in(int listening)
{
    int fd, yes = 1;
    while ((fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
        if (fd >= CONNECTIONS) { close(fd); continue; }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        connections[fd].open = 1;
        if (epoll_ctl(ready, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
    }
    if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR) die("accept4");
}
static int listen_on(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, BACKLOG)) die("listen");
    return fd;
}
int main(int argc, char **argv)
{
    struct epoll_event events[READY];
    if (argc != 2) { fprintf(stderr, "usage: broadcast PORT\n"); return 2; }
    int listening = listen_on(atoi(argv[1]));
    struct epoll_event event = { .events = EPOLLIN, .data.fd = listening };
    if ((ready = epoll_create1(0)) < 0 || epoll_ctl(ready, EPOLL_CTL_ADD, listening, &event)) die("epoll");
    for (;;) {
        int n = epoll_wait(ready, events, READY, -1);
        if (n < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < n; i++) {
            if (events[i].data.fd == listening) let_in(listening);
            else take(events[i].data.fd);
        }
        while (stirred_count) { stirred[--stirred_count]->stirred = 0; hand_out(stirred[stirred_count]); }
    }
}
