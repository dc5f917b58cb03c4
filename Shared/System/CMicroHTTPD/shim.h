#pragma once
#include <microhttpd.h>

// libmicrohttpd is configured by variadic functions, which Swift cannot call: these lay out the arguments and do nothing else.

/// Starts the daemon on a listening socket made by the caller (libmicrohttpd closes it). NULL when it could not start.
static inline struct MHD_Daemon *sak_mhd_start(
    int listeningSocket, unsigned int threads, unsigned int connectionLimit, unsigned int idleTimeoutSeconds,
    size_t connectionMemoryBytes, MHD_AccessHandlerCallback handler, void *context,
    void *(*target)(void *, const char *, struct MHD_Connection *), MHD_RequestCompletedCallback completed,
    size_t (*unescape)(void *, struct MHD_Connection *, char *)) {
    // A pool of one is refused by libmicrohttpd; without the option it runs one thread.
    struct MHD_OptionItem pool[] = {
        {threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handler, context,
        MHD_OPTION_LISTEN_SOCKET, listeningSocket, MHD_OPTION_CONNECTION_LIMIT, connectionLimit,
        MHD_OPTION_CONNECTION_TIMEOUT, idleTimeoutSeconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemoryBytes,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, target, context, MHD_OPTION_NOTIFY_COMPLETED,
        completed, context, MHD_OPTION_UNESCAPE_CALLBACK, unescape, context, MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
}

/// Makes an answer of unknown length end with the connection instead of being chunked.
static inline void sak_mhd_end_with_connection(struct MHD_Response *response) {
    MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
}

/// The client's address, or NULL.
static inline const struct sockaddr *sak_mhd_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

/// The connection's socket, or -1. It stays libmicrohttpd's.
static inline int sak_mhd_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// How many bytes the request's head takes, or 0.
static inline size_t sak_mhd_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}
