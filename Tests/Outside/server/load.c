/* A trading client that loses connections on purpose and keeps a journal of what was acknowledged.
 *
 *     load PORT SECONDS RETRIES CUTS PREFIX RATE <KEYS >JOURNAL
 *
 * KEYS has an agent's key on each line, and each agent a connection. Every request is one order,
 * and the next leaves when the answer is there (closed loop), with pauses where RATE, requests a
 * second in all, is not 0. Of 1,000 requests, RETRIES are sent
 * again after their answer, which has to be the same, byte by byte; and CUTS lose their connection
 * when a part of the request or all of it has been sent. Whatever has no answer is sent again, with
 * the same idempotency key, until there is one: so a server may die and come back meanwhile.
 *
 * JOURNAL has a line for each request that was acknowledged:
 *     CLIENT_ORDER_ID ORDER_ID EVENT_SEQ STATUS       (ORDER_ID -1: refused)
 * and the last line holds the figures in JSON. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 256, ROOM = 65536 };

struct client {
    int number, socket;
    char key[256], name[64], request[2048], answer[ROOM], first[ROOM];
    int length, sent, got, cut_at;          /* cut_at: bytes after which to hang up, or -1 */
    int is_retry, is_broken;                /* the same again on purpose; it lost a connection */
    int is_resting;                         /* the next one leaves later */
    int first_length;
    long sequence;
    uint64_t random;
    double started, wakes;
};

static struct client clients[MOST];
static int count, port, retries, cuts, waiting;
static const char *prefix;
static double deadline, pause_of_each;  /* seconds from one request of a client to its next */
static long acknowledged, accepted, repeated, replays, hangups, reconnections, faults;
static long other_status[600];
static float *latencies;
static long latency_count, latency_room;
static double gap_start, longest_gap;       /* without any answer: how long a restart lasts */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* SplitMix64: each client has its own, so that one seed makes one sequence of orders. */
static uint32_t draw(struct client *one, uint32_t bound) {
    uint64_t z = (one->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % bound);
}

static void watch(int queue, struct client *one, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data.ptr = one};
    epoll_ctl(queue, operation, one->socket, &event);
}

static void hang_up(struct client *one, double wake) {
    if (one->socket >= 0) close(one->socket);
    one->socket = -1;
    one->wakes = wake;
    one->is_broken = 1;
}

static void dial(int queue, struct client *one) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    one->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int yes = 1;
    setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(one->socket, (struct sockaddr *)&address, sizeof address) < 0 &&
        errno != EINPROGRESS) {
        hang_up(one, now() + 0.05);
        return;
    }
    reconnections++;
    one->sent = one->got = 0;
    watch(queue, one, EPOLLOUT, EPOLL_CTL_ADD);
}

/* Composes the next order, and decides what is done to it. */
static void compose(struct client *one) {
    char body[512];
    one->sequence++;
    snprintf(one->name, sizeof one->name, "%s-%d-%ld", prefix, one->number, one->sequence);
    int size = snprintf(
        body, sizeof body,
        "{\"actions\":[{\"type\":\"place_limit_order\",\"side\":\"%s\",\"price\":\"%.2f\","
        "\"quantity\":\"%.1f\",\"client_order_id\":\"%s\"}]}",
        draw(one, 2) ? "bid" : "ask", 99.9 + draw(one, 21) / 100.0, (1 + draw(one, 20)) / 10.0,
        one->name);
    one->length = snprintf(
        one->request, sizeof one->request,
        "POST /v1/actions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
        "Content-Type: application/json\r\nContent-Length: %d\r\nIdempotency-Key: %s\r\n\r\n%s",
        one->key, size, one->name, body);
    one->is_retry = one->is_broken = 0;
    one->cut_at = (int)draw(one, 1000) < cuts
        ? (draw(one, 2) ? one->length : (int)draw(one, (uint32_t)one->length)) : -1;
    one->sent = one->got = 0;
    one->started = now();
}

static void push(int queue, struct client *one) {
    int end = one->cut_at >= 0 ? one->cut_at : one->length;
    while (one->sent < end) {
        ssize_t done = send(one->socket, one->request + one->sent, (size_t)(end - one->sent),
                            MSG_NOSIGNAL);
        if (done < 0 && errno == EAGAIN) {
            watch(queue, one, EPOLLOUT, EPOLL_CTL_MOD);
            return;
        }
        if (done < 0) return hang_up(one, now() + 0.05);
        one->sent += (int)done;
    }
    if (one->cut_at >= 0) {
        /* Half of the time the server has a moment to do it before it learns that nobody waits. */
        one->cut_at = -1;
        hangups++;
        return hang_up(one, now() + (draw(one, 2) ? 0.004 : 0));
    }
    watch(queue, one, EPOLLIN, EPOLL_CTL_MOD);
}

static long number_after(const char *text, const char *name) {
    const char *found = strstr(text, name);
    return found ? atol(found + strlen(name)) : -1;
}

static void keep_latency(double value) {
    if (latency_count == latency_room) {
        latency_room = latency_room ? 2 * latency_room : 1 << 20;
        latencies = realloc(latencies, (size_t)latency_room * sizeof *latencies);
    }
    latencies[latency_count++] = (float)value;
}

/* A whole answer. Returns whether the next request may be composed. */
static int take(struct client *one, char *body, int body_length, int status) {
    double time = now();
    if (acknowledged && time - gap_start > longest_gap) longest_gap = time - gap_start;
    gap_start = time;
    if (status != 200) {
        other_status[status < 600 ? status : 599]++;
        one->wakes = time + 0.05;
        return 0;
    }
    int was_replayed = strcasestr(one->answer, "idempotent-replay: true") != NULL;
    if (one->is_retry) {
        repeated++;
        if (!was_replayed || body_length != one->first_length ||
            memcmp(body, one->first, (size_t)body_length)) {
            fprintf(stderr, "%s: the answer to a repeated request differs\n", one->name);
            faults++;
        }
        return 1;
    }
    if (was_replayed && !one->is_broken) {
        fprintf(stderr, "%s: a first request was answered from memory\n", one->name);
        faults++;
    }
    replays += was_replayed;
    if (!one->is_broken) keep_latency(time - one->started);
    long order = number_after(body, "\"order_id\":");
    acknowledged++;
    accepted += order >= 0;
    printf("%s %ld %ld %d\n", one->name, order, number_after(body, "\"event_seq\":"), status);
    if ((int)draw(one, 1000) >= retries) return 1;
    one->is_retry = 1;
    one->first_length = body_length;
    memcpy(one->first, body, (size_t)body_length);
    one->sent = one->got = 0;
    return -1;
}

static void pull(int queue, struct client *one) {
    ssize_t done = recv(one->socket, one->answer + one->got, (size_t)(ROOM - 1 - one->got), 0);
    if (done < 0 && errno == EAGAIN) return;
    if (done <= 0) return hang_up(one, now() + 0.02);
    one->got += (int)done;
    one->answer[one->got] = 0;
    char *end = strstr(one->answer, "\r\n\r\n");
    if (!end) return;
    const char *field = strcasestr(one->answer, "content-length:");
    if (!field || field > end) return hang_up(one, now() + 0.02);
    int length = atoi(field + 15);
    char *body = end + 4;
    if (one->got - (body - one->answer) < length) return;
    int status = atoi(one->answer + 9);
    int verdict = take(one, body, length, status);
    if (verdict == 0) {
        /* Not now (503): the same again after a while, on a connection of its own. */
        double wake = one->wakes;
        hang_up(one, wake);
        return;
    }
    if (verdict > 0) {
        if (now() >= deadline) {
            close(one->socket);
            one->socket = -1;
            one->wakes = -1;
            waiting--;
            return;
        }
        double next = one->started + pause_of_each;
        compose(one);
        if (next > now()) {
            one->is_resting = 1;
            one->wakes = next;
            return;
        }
    }
    push(queue, one);
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double at(double share) {
    if (!latency_count) return 0;
    long place = (long)(share * (double)latency_count);
    return 1000 * latencies[place < latency_count ? place : latency_count - 1];
}

int main(int argc, char **argv) {
    if (argc != 7) return 2;
    port = atoi(argv[1]);
    double start = now();
    deadline = start + atof(argv[2]);
    retries = atoi(argv[3]);
    cuts = atoi(argv[4]);
    prefix = argv[5];
    int queue = epoll_create1(0);
    while (count < MOST && scanf("%255s", clients[count].key) == 1) {
        struct client *one = &clients[count];
        one->number = count++;
        one->socket = -1;
        one->random = (uint64_t)one->number + 1;
        compose(one);
        dial(queue, one);
    }
    waiting = count;
    if (atof(argv[6]) > 0) pause_of_each = count / atof(argv[6]);
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    /* A minute more for what is under way: a server may just be starting again. */
    while (waiting > 0 && now() < deadline + 60) {
        struct epoll_event events[MOST];
        int found = epoll_wait(queue, events, MOST, pause_of_each > 0 ? 1 : 5);
        for (int index = 0; index < found; index++) {
            struct client *one = events[index].data.ptr;
            if (one->socket < 0) continue;
            if (one->is_resting) {
                /* Nothing is due: so the server has hung up, and it is dialled when it is time. */
                one->is_resting = 0;
                hang_up(one, one->wakes);
                continue;
            }
            if (events[index].events & EPOLLOUT) push(queue, one);
            else pull(queue, one);
        }
        for (int index = 0; index < count; index++) {
            struct client *one = &clients[index];
            if (one->wakes < 0 || now() < one->wakes) continue;
            if (one->socket < 0) dial(queue, one);
            else if (one->is_resting) {
                one->is_resting = 0;
                one->started = now();
                push(queue, one);
            }
        }
    }
    double seconds = now() - start;
    qsort(latencies, (size_t)latency_count, sizeof *latencies, ascending);
    long strange = 0;
    for (int status = 0; status < 600; status++)
        strange += status == 503 ? 0 : other_status[status];
    printf("{\"acknowledged\": %ld, \"accepted\": %ld, \"repeated\": %ld, \"replays\": %ld, "
           "\"cuts\": %ld, \"connections\": %ld, \"faults\": %ld, \"unanswered\": %d, "
           "\"busy\": %ld, \"strange\": %ld, \"seconds\": %.3f, \"p50\": %.3f, \"p99\": %.3f, "
           "\"max\": %.3f, \"gap\": %.3f}\n",
           acknowledged, accepted, repeated, replays, hangups, reconnections, faults, waiting,
           other_status[503], strange, seconds, at(0.5), at(0.99), at(1), longest_gap);
    return faults || waiting || strange;
}
