#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

// The C library's own headers that Swift's Glibc module leaves out. A connection is asked to be told of once for each change.

static const unsigned int SAK_EPOLL_READABLE = EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR;
static const unsigned int SAK_EPOLL_PEER_ENDED = EPOLLRDHUP;
static const unsigned int SAK_EPOLL_BROKEN = EPOLLHUP | EPOLLERR;
static const unsigned int SAK_EPOLL_WRITABLE = EPOLLOUT;
static const unsigned int SAK_EPOLL_LISTENER = EPOLLIN;
static const unsigned int SAK_EPOLL_CONNECTION = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

/// Watches a descriptor; 0 or -1.
static inline int sak_epoll_watch(int epoll, int descriptor, unsigned int events) {
    struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// Watches it no longer.
static inline int sak_epoll_forget(int epoll, int descriptor) {
    struct epoll_event event = {0};
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event);
}

// Hidden behind _GNU_SOURCE.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

/// Takes a connection that is not inherited by child processes and never blocks; -1 when there is none.
static inline int sak_accept(int socket, struct sockaddr *address, socklen_t *length) {
    return accept4(socket, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
