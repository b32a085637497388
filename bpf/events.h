// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0-only
//
// What the programs of events.bpf.c tell, in which shapes, and what they remember meanwhile.
//
// The shapes are read back in crates/sources/src/events/tracing/items.rs.

#ifndef SOCKEYE_EVENTS_H
#define SOCKEYE_EVENTS_H

#include "kernel.h"
#include <bpf/bpf_endian.h>

// Half a second of the most that a host of two processors can do.
#define RING_OCTETS (16 * 1024 * 1024)
// Sockets that are followed at one time.
#define LIVES (512 * 1024)

#define AF_INET 2
#define AF_INET6 10
// include/uapi/linux/in.h
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
// include/net/sock.h: the place of SOCK_DONE in skc_flags: the peer has closed.
#define FLAG_DONE 1
// include/net/tcp_states.h
#define STATE_SYN_SENT 2
#define STATE_SYN_RECV 3
#define STATE_FIN_WAIT1 4
#define STATE_CLOSE 7
#define STATE_LAST_ACK 9
#define STATE_LISTEN 10
// include/uapi/asm-generic/errno-base.h, errno.h, and linux/errno.h of what the kernel answers itself: not failures of a
// connection, or not yet.
#define EINTR 4
#define EALREADY 114
#define EINPROGRESS 115
#define EISCONN 106
#define ERESTARTSYS 512
#define ERESTART_LAST 516

enum item_kind {
	ITEM_STATE = 1,
	ITEM_ACCEPTED,
	ITEM_CONNECT_FAILED,
	ITEM_RETRANSMITTED,
	ITEM_RESET_SENT,
	ITEM_BOUND,
	ITEM_CONNECTED,
};

// By what a process is known to be the socket's.
enum role { ROLE_NONE, ROLE_CONNECTED, ROLE_LISTENED, ROLE_ACCEPTED, ROLE_USED, ROLE_CLOSED, ROLE_BOUND };

// What else is known of a socket.
enum item_flags {
	// The peer has sent all that it will send.
	FLAG_PEER_DONE = 1,
	// The peer ended the connection by a reset.
	FLAG_RESET_RECEIVED = 2,
};

struct process {
	// Numbers in the reader's PID namespace; zero where it is in another.
	__u32 id;
	__u32 thread;
	// Since the host booted, in nanoseconds.
	__u64 started;
	__u64 cgroup;
	char name[16];
};

struct item {
	__u16 kind;
	__u8 old_state;
	__u8 new_state;
	__u8 family;
	__u8 protocol;
	__u8 role;
	__u8 flags;
	// Since the host booted, in nanoseconds.
	__u64 at;
	// When the socket was first seen, in the same way; zero where it was there before.
	__u64 began;
	__u64 cookie;
	__u64 inode;
	// The socket itself, by which the reader may ask for its port.
	__u64 socket;
	__u32 namespace;
	__u32 user;
	// An errno.
	__u16 error;
	__u16 local_port;
	__u16 peer_port;
	__u16 unused;
	__u8 local[16];
	__u8 peer[16];
	struct process process;
};

// A change of state to CLOSE has the account of the connection behind it.
struct end_item {
	struct item item;
	__u64 sent;
	__u64 retransmitted;
	__u64 acknowledged;
	__u64 received;
	// Microseconds, the first in eighths.
	__u32 round_trip;
	__u32 least_round_trip;
	__u32 retransmits;
	__u32 unused;
};

// What must be remembered of a socket from one event to the next.
struct life {
	__u64 began;
	struct process process;
	__u16 told_error;
	__u8 state;
	__u8 role;
	__u8 reset_received;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_OCTETS);
} items SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, LIVES);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, __u64);
	__type(value, struct life);
} lives SEC(".maps");

// The change that was told last of a socket that could not be remembered: a map may be busy, or full.
struct forgotten {
	__u64 socket;
	__u8 state;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct forgotten);
} forgotten SEC(".maps");

// What could not be told, because the ring had no room: changes of state, and other items; and sockets that could not be followed.
enum loss { LOSS_STATE, LOSS_OTHER, LOSS_LIFE, LOSSES };

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LOSSES);
	__type(key, __u32);
	__type(value, __u64);
} losses SEC(".maps");

// The network namespace to tell of, by its inode's number; zero: every one.
const volatile __u32 only_namespace = 0;
// The reader's PID namespace, likewise.
const volatile __u32 reader_pid_namespace = 0;
// Numbers of system calls, which depend on the architecture.
const volatile __s64 call_connect = -1;
const volatile __s64 call_bind = -1;
const volatile __s64 call_accept = -1;
const volatile __s64 call_accept4 = -1;

static __always_inline void count(__u32 loss)
{
	__u64 *counter = bpf_map_lookup_elem(&losses, &loss);
	// Packets interrupt a program on its own processor, and count as well.
	if (counter)
		__sync_fetch_and_add(counter, 1);
}

// The levels of PID namespaces (MAX_PID_NS_LEVEL).
#define PID_LEVELS 32

static __noinline __u32 number_of(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	if (!pid)
		return 0;
	__u32 deepest = BPF_CORE_READ(pid, level);
	void *numbers = __builtin_preserve_access_index(&pid->numbers);
	for (__u32 level = 0; level < PID_LEVELS; level++) {
		if (level > deepest)
			break;
		// How long an element is, the kernel's types tell: an index would go by ours.
		struct upid *here = numbers + level * bpf_core_type_size(struct upid);
		if (BPF_CORE_READ(here, ns, ns.inum) == reader_pid_namespace)
			return BPF_CORE_READ(here, nr);
	}
	return 0;
}

// Whoever runs now.
static __always_inline void tell_process(struct process *process)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	process->id = number_of(leader);
	process->thread = task == leader ? process->id : number_of(task);
	process->started = BPF_CORE_READ(leader, start_boottime);
	process->cgroup = bpf_get_current_cgroup_id();
	bpf_core_read(process->name, sizeof(process->name), &leader->comm);
}

static __always_inline void tell_no_process(struct item *item)
{
	item->role = ROLE_NONE;
	__builtin_memset(&item->process, 0, sizeof(item->process));
}

// Remembers a socket anew.
static __always_inline struct life *begin_life(__u64 key, __u64 began)
{
	struct life blank = { .began = began };
	if (bpf_map_update_elem(&lives, &key, &blank, BPF_ANY)) {
		count(LOSS_LIFE);
		return NULL;
	}
	return bpf_map_lookup_elem(&lives, &key);
}

static __always_inline struct life *find_life(__u64 key)
{
	struct life *life = bpf_map_lookup_elem(&lives, &key);
	return life ? life : begin_life(key, 0);
}

static __always_inline void own(struct life *life, __u8 role)
{
	tell_process(&life->process);
	life->role = role;
}

// What is remembered, into the item.
static __always_inline void tell_life(struct item *item, struct life *life)
{
	if (!life) {
		item->began = 0;
		tell_no_process(item);
		return;
	}
	item->began = life->began;
	item->role = life->role;
	item->process = life->process;
	if (life->reset_received)
		item->flags |= FLAG_RESET_RECEIVED;
}

// The port: a socket that closes has only what stands in its headers left, one that begins to listen only the other.
static __always_inline __u16 port_of(struct sock *sk)
{
	__u16 port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	return port ? port : BPF_CORE_READ(sk, __sk_common.skc_num);
}

#define DIRECTLY(from, ...) (from->__VA_ARGS__)

// Fills in what the socket says of itself. `READ` reads members: directly where the verifier knows the pointer, else by BPF_CORE_READ.
#define TELL_SOCKET(item, from, READ)                                                                                  \
	do {                                                                                                           \
		(item)->at = bpf_ktime_get_boot_ns();                                                                  \
		(item)->socket = (__u64)(from);                                                                        \
		(item)->family = READ(from, __sk_common.skc_family);                                                   \
		(item)->protocol = READ(from, sk_protocol);                                                            \
		(item)->local_port = port_of(from);                                                                    \
		(item)->peer_port = bpf_ntohs(READ(from, __sk_common.skc_dport));                                      \
		(item)->user = READ(from, sk_uid.val);                                                                 \
		(item)->error = READ(from, sk_err);                                                                    \
		(item)->flags = READ(from, __sk_common.skc_flags) >> FLAG_DONE & 1 ? FLAG_PEER_DONE : 0;                            \
		(item)->unused = 0;                                                                                    \
	} while (0)

static __always_inline void tell_addresses(struct item *item, struct sock *sk)
{
	__builtin_memset(item->local, 0, sizeof(item->local));
	__builtin_memset(item->peer, 0, sizeof(item->peer));
	if (item->family == AF_INET6) {
		bpf_core_read(item->local, sizeof(item->local), &sk->__sk_common.skc_v6_rcv_saddr);
		bpf_core_read(item->peer, sizeof(item->peer), &sk->__sk_common.skc_v6_daddr);
	} else {
		bpf_core_read(item->local, 4, &sk->__sk_common.skc_rcv_saddr);
		bpf_core_read(item->peer, 4, &sk->__sk_common.skc_daddr);
	}
}

static __always_inline bool is_wanted(__u32 namespace)
{
	return !only_namespace || namespace == only_namespace;
}

// Fills in all of an item but what is remembered.
static __always_inline void tell_known_socket(struct item *item, struct sock *sk, __u16 kind, __u8 old, __u8 new)
{
	item->kind = kind;
	item->old_state = old;
	item->new_state = new;
	TELL_SOCKET(item, sk, DIRECTLY);
	item->namespace = sk->__sk_common.skc_net.net->ns.inum;
	item->cookie = bpf_get_socket_cookie(sk);
	struct socket *file = sk->sk_socket;
	item->inode = 0;
	if (file) {
			item->inode = file->file->f_inode->i_ino;
	}
	tell_addresses(item, sk);
}

static __always_inline int tell_end(struct sock *sk, __u8 old, struct life *life)
{
	struct end_item *end = bpf_ringbuf_reserve(&items, sizeof(*end), 0);
	if (!end) {
		count(LOSS_STATE);
		return 0;
	}
	tell_known_socket(&end->item, sk, ITEM_STATE, old, STATE_CLOSE);
	tell_life(&end->item, life);
	struct tcp_sock *tcp = (struct tcp_sock *)sk;
	end->sent = BPF_CORE_READ(tcp, bytes_sent);
	end->retransmitted = BPF_CORE_READ(tcp, bytes_retrans);
	end->acknowledged = BPF_CORE_READ(tcp, bytes_acked);
	end->received = BPF_CORE_READ(tcp, bytes_received);
	end->round_trip = BPF_CORE_READ(tcp, srtt_us);
	end->least_round_trip = BPF_CORE_READ(tcp, rtt_min.s[0].v);
	end->retransmits = BPF_CORE_READ(tcp, total_retrans);
	end->unused = 0;
	bpf_ringbuf_submit(end, 0);
	return 0;
}

static __always_inline int tell(struct sock *sk, __u16 kind, __u8 old, __u8 new, struct life *life)
{
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(kind == ITEM_STATE ? LOSS_STATE : LOSS_OTHER);
		return 0;
	}
	tell_known_socket(item, sk, kind, old, new);
	tell_life(item, life);
	bpf_ringbuf_submit(item, 0);
	return 0;
}

#endif
