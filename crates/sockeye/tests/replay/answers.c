/* Stands between the original and the kernel (ld.so(8), LD_PRELOAD): requests for sockets are answered from the files
 * $ANSWERS/FAMILY-PROTOCOL, which hold netlink messages up to the final NLMSG_DONE. Without a file there are no sockets.
 * Everything else goes to the kernel. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { SOCK_DIAG_BY_FAMILY = 20, LONGEST = 1 << 20 };

static char answer[LONGEST];
static size_t length;
static int answering = -1;

/* The port id to which the kernel would answer. */
static unsigned port_id(int fd) {
    struct sockaddr_nl name = {0};
    socklen_t size = sizeof name;
    getsockname(fd, (struct sockaddr *)&name, &size);
    return name.nl_pid;
}

static void load(int fd, const unsigned char *request, unsigned sequence) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%u-%u", getenv("ANSWERS"), request[0], request[1]);
    FILE *file = fopen(path, "r");
    if (file) {
        length = fread(answer, 1, sizeof answer, file);
        fclose(file);
    } else {
        struct nlmsghdr done = {.nlmsg_len = 20, .nlmsg_type = NLMSG_DONE, .nlmsg_flags = NLM_F_MULTI};
        memset(answer, 0, 20);
        memcpy(answer, &done, sizeof done);
        length = 20;
    }
    for (size_t at = 0; at + sizeof(struct nlmsghdr) <= length;) {
        struct nlmsghdr *header = (struct nlmsghdr *)(answer + at);
        header->nlmsg_pid = port_id(fd);
        header->nlmsg_seq = sequence;
        at += NLMSG_ALIGN(header->nlmsg_len);
    }
    answering = fd;
}

/* The request in one piece: its parts follow each other. */
static size_t gather(unsigned char *whole, size_t room, const struct iovec *parts, size_t count) {
    size_t size = 0;
    for (size_t part = 0; part < count; part++) {
        size_t more = parts[part].iov_len < room - size ? parts[part].iov_len : room - size;
        memcpy(whole + size, parts[part].iov_base, more);
        size += more;
    }
    return size;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    unsigned char request[4096];
    size_t size = gather(request, sizeof request, message->msg_iov, message->msg_iovlen);
    struct nlmsghdr header;
    memcpy(&header, request, sizeof header);
    if (size < sizeof header + 2 || header.nlmsg_type != SOCK_DIAG_BY_FAMILY) {
        ssize_t (*next)(int, const struct msghdr *, int) = dlsym(RTLD_NEXT, "sendmsg");
        return next(fd, message, flags);
    }
    load(fd, request + sizeof header, header.nlmsg_seq);
    return size;
}

ssize_t send(int fd, const void *octets, size_t size, int flags) {
    const struct nlmsghdr *header = octets;
    if (size < sizeof *header + 2 || header->nlmsg_type != SOCK_DIAG_BY_FAMILY) {
        ssize_t (*next)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");
        return next(fd, octets, size, flags);
    }
    load(fd, (const unsigned char *)octets + sizeof *header, header->nlmsg_seq);
    return size;
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    if (fd != answering) {
        ssize_t (*next)(int, struct msghdr *, int) = dlsym(RTLD_NEXT, "recvmsg");
        return next(fd, message, flags);
    }
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    memcpy(message->msg_name, &kernel, sizeof kernel);
    message->msg_namelen = sizeof kernel;
    message->msg_flags = 0;
    if (!(flags & MSG_PEEK)) {
        memcpy(message->msg_iov->iov_base, answer, length);
        answering = -1;
    }
    return length;
}
