// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0-only
//
// What happens to sockets: each change of state of each TCP socket, and what the kernel tells beside it.
//
// Programs on tracepoints write items into a ring buffer. An item tells everything by itself, so that a lost one takes
// nothing from the others; how many were lost is counted. The process of a socket is the one that connects, listens or
// accepts, taken where it does so: changes of state run for the most part while somebody else's process happens to be there.
//
// Each program stands for itself: where the kernel has no such tracepoint the others run without it.
//
// The same shapes are read back in crates/sources/src/events/tracing/items.rs.

#include "kernel.h"
#include <bpf/bpf_endian.h>

// The verifier admits the helpers used here to programs under the GPL only; the sources are offered under it as well.
char LICENSE[] SEC("license") = "Dual MIT/GPL";

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
	if (counter)
		*counter += 1;
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

// What a change of state is told as, and remembered.
static __always_inline int tell_change(struct sock *sk, __u8 old, __u8 new, bool is_first)
{
	if (sk->sk_protocol != PROTOCOL_TCP || !is_wanted(sk->__sk_common.skc_net.net->ns.inum))
		return 0;
	__u64 key = (__u64)sk;
	bool begins = new == STATE_SYN_SENT || new == STATE_LISTEN || (new == STATE_SYN_RECV && old == STATE_LISTEN);
	struct life *life = bpf_map_lookup_elem(&lives, &key);
	if (life && life->state == new)
		return 0;
	if (begins || !life) {
		life = begin_life(key, begins ? bpf_ktime_get_boot_ns() : 0);
		if (!life && !is_first)
			return 0;
	}
	if (life) {
		life->state = new;
		if (new == STATE_SYN_SENT)
			own(life, ROLE_CONNECTED);
		else if (new == STATE_LISTEN)
			own(life, ROLE_LISTENED);
		else if ((new == STATE_FIN_WAIT1 || new == STATE_LAST_ACK) && life->role == ROLE_NONE)
			// Only programs close in these ways: whoever does, if nobody is known better.
			own(life, ROLE_CLOSED);
	}
	if (new != STATE_CLOSE)
		return tell(sk, ITEM_STATE, old, new, life);
	if (life)
		life->told_error = sk->sk_err;
	return tell_end(sk, old, life);
}

// void (sk, old state, new state)
SEC("tp_btf/inet_sock_set_state")
int change_state(__u64 *context)
{
	return tell_change((struct sock *)context[0], context[1], context[2], true);
}

// The same once more. The kernel passes over a program that is at work on the same processor already: what packets do while the first one
// is interrupted, this one tells. What the first one has told, it does not tell again: a socket changes its state under its lock.
SEC("tp_btf/inet_sock_set_state")
int change_state_meanwhile(__u64 *context)
{
	return tell_change((struct sock *)context[0], context[1], context[2], false);
}

// void (sk): the kernel frees the socket, which no program holds any more.
SEC("tp_btf/tcp_destroy_sock")
int forget_socket(__u64 *context)
{
	__u64 key = context[0];
	bpf_map_delete_elem(&lives, &key);
	return 0;
}

// void (sk): comes before the socket is closed for it.
SEC("tp_btf/tcp_receive_reset")
int receive_reset(__u64 *context)
{
	__u64 key = context[0];
	struct life *life = bpf_map_lookup_elem(&lives, &key);
	if (life)
		life->reset_received = 1;
	return 0;
}

// void (sk, skb, …)
SEC("tp_btf/tcp_retransmit_skb")
int retransmit(__u64 *context)
{
	struct sock *sk = (struct sock *)context[0];
	if (!sk || !is_wanted(sk->__sk_common.skc_net.net->ns.inum))
		return 0;
	__u64 key = (__u64)sk;
	__u8 state = sk->__sk_common.skc_state;
	return tell(sk, ITEM_RETRANSMITTED, state, state, find_life(key));
}

// The start of a TCP header.
struct tcp_header {
	__be16 source;
	__be16 destination;
};

// The start of an IP header, of either version.
struct ip_header {
	__u8 version;
	__u8 before[11];
	__u8 source[4];
	__u8 destination[4];
};

struct ip6_header {
	__u8 before[8];
	__u8 source[16];
	__u8 destination[16];
};

// void (sk or null, skb or null, …): answers a segment with a reset. With a null for the segment a program resets the connection,
// which its change of state tells.
SEC("tp_btf/tcp_send_reset")
int send_reset(__u64 *context)
{
	struct sock *sk = (struct sock *)context[0];
	struct sk_buff *segment = (struct sk_buff *)context[1];
	if (!segment)
		return 0;
	__u32 namespace = BPF_CORE_READ(segment, dev, nd_net.net, ns.inum);
	if (!is_wanted(namespace))
		return 0;
	unsigned char *head = BPF_CORE_READ(segment, head);
	unsigned char *network = head + BPF_CORE_READ(segment, network_header);
	unsigned char *transport = head + BPF_CORE_READ(segment, transport_header);
	struct tcp_header tcp = {};
	struct ip_header ip = {};
	if (bpf_probe_read_kernel(&tcp, sizeof(tcp), transport) || bpf_probe_read_kernel(&ip, sizeof(ip), network))
		return 0;
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(LOSS_OTHER);
		return 0;
	}
	__builtin_memset(item, 0, sizeof(*item));
	item->kind = ITEM_RESET_SENT;
	item->at = bpf_ktime_get_boot_ns();
	item->protocol = PROTOCOL_TCP;
	item->namespace = namespace;
	item->local_port = bpf_ntohs(tcp.destination);
	item->peer_port = bpf_ntohs(tcp.source);
	if (sk)
		item->old_state = item->new_state = BPF_CORE_READ(sk, __sk_common.skc_state);
	if (ip.version >> 4 == 6) {
		struct ip6_header *ip6 = (struct ip6_header *)network;
		item->family = AF_INET6;
		bpf_probe_read_kernel(item->local, sizeof(item->local), ip6->destination);
		bpf_probe_read_kernel(item->peer, sizeof(item->peer), ip6->source);
	} else {
		item->family = AF_INET;
		__builtin_memcpy(item->local, ip.destination, sizeof(ip.destination));
		__builtin_memcpy(item->peer, ip.source, sizeof(ip.source));
	}
	bpf_ringbuf_submit(item, 0);
	return 0;
}

// Tells of a socket that a system call of this process names.
static __always_inline int tell_called(struct sock *sk, __u32 namespace, __u16 kind, __u16 error, struct life *life)
{
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(LOSS_OTHER);
		return 0;
	}
	item->kind = kind;
	TELL_SOCKET(item, sk, BPF_CORE_READ);
	item->old_state = item->new_state = BPF_CORE_READ(sk, __sk_common.skc_state);
	item->namespace = namespace;
	// It has one as soon as anybody asked for it.
	item->cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	item->inode = BPF_CORE_READ(sk, sk_socket, file, f_inode, i_ino);
	tell_addresses(item, sk);
	item->error = error;
	if (life) {
		tell_life(item, life);
	} else {
		item->began = 0;
		item->role = kind == ITEM_BOUND ? ROLE_BOUND : ROLE_CONNECTED;
		tell_process(&item->process);
	}
	bpf_ringbuf_submit(item, 0);
	return 0;
}

// The socket that is a descriptor of this process; null for any other file.
static __always_inline struct sock *socket_at(__u64 descriptor)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	if (descriptor >= BPF_CORE_READ(table, max_fds))
		return NULL;
	struct file **slots = BPF_CORE_READ(table, fd);
	struct file *file = NULL;
	if (bpf_probe_read_kernel(&file, sizeof(file), slots + descriptor) || !file)
		return NULL;
	if (BPF_CORE_READ(file, f_inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return NULL;
	struct socket *opened = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(opened, sk);
}

// Where connect() found the peer's address, in the program's memory, when the socket has none: it was not even tried.
static __always_inline int tell_failed(struct sock *sk, __u32 namespace, __u16 error, const void *address)
{
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(LOSS_OTHER);
		return 0;
	}
	item->kind = ITEM_CONNECT_FAILED;
	TELL_SOCKET(item, sk, BPF_CORE_READ);
	item->old_state = item->new_state = BPF_CORE_READ(sk, __sk_common.skc_state);
	item->namespace = namespace;
	item->cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	item->inode = BPF_CORE_READ(sk, sk_socket, file, f_inode, i_ino);
	tell_addresses(item, sk);
	item->error = error;
	item->began = 0;
	item->role = ROLE_CONNECTED;
	tell_process(&item->process);
	// struct sockaddr_in, struct sockaddr_in6: the family, the port, then the address at 4 or 8.
	__u16 family = 0;
	__be16 port = 0;
	bpf_probe_read_user(&family, sizeof(family), address);
	bpf_probe_read_user(&port, sizeof(port), address + 2);
	item->peer_port = bpf_ntohs(port);
	if (family == AF_INET6 && item->family == AF_INET6)
		bpf_probe_read_user(item->peer, 16, address + 8);
	else if (family == AF_INET && item->family == AF_INET)
		bpf_probe_read_user(item->peer, 4, address + 4);
	bpf_ringbuf_submit(item, 0);
	return 0;
}

// void (registers, what the call returned). This runs at the end of every system call of the machine: nearly all leave at once.
SEC("tp_btf/sys_exit")
int end_call(__u64 *context)
{
	struct pt_regs *registers = (struct pt_regs *)context[0];
	__s64 call = registers->orig_ax;
	__s64 result = context[1];
	bool accepts = call == call_accept || call == call_accept4;
	bool connects = call == call_connect;
	if (!accepts && !connects && call != call_bind)
		return 0;
	if (result < 0 && !connects)
		return 0;
	struct sock *sk = socket_at(accepts ? result : registers->di);
	if (!sk)
		return 0;
	__u32 namespace = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (!is_wanted(namespace))
		return 0;
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);
	__u16 protocol = BPF_CORE_READ(sk, sk_protocol);
	if (family != AF_INET && family != AF_INET6)
		return 0;
	__u64 key = (__u64)sk;
	if (protocol == PROTOCOL_UDP && result == 0)
		return tell_called(sk, namespace, connects ? ITEM_CONNECTED : ITEM_BOUND, 0, NULL);
	if (protocol != PROTOCOL_TCP)
		return 0;
	if (accepts) {
		struct life *life = find_life(key);
		if (life)
			own(life, ROLE_ACCEPTED);
		return tell_called(sk, namespace, ITEM_ACCEPTED, 0, life);
	}
	if (!connects || result == 0)
		return 0;
	__s64 error = -result;
	if (error == EINTR || error == EALREADY || error == EINPROGRESS || error == EISCONN ||
	    (error >= ERESTARTSYS && error <= ERESTART_LAST))
		return 0;
	// What became of an attempt is told by its change of state.
	struct life *life = bpf_map_lookup_elem(&lives, &key);
	if (life && life->told_error == error)
		return 0;
	return tell_failed(sk, namespace, error, (const void *)registers->si);
}

// Where the ends of system calls cannot be had, whoever first reads or writes is taken for the socket's process.
static __always_inline int use(struct sock *sk)
{
	if (sk->sk_protocol != PROTOCOL_TCP)
		return 0;
	__u64 key = (__u64)sk;
	struct life *life = bpf_map_lookup_elem(&lives, &key);
	if (life && life->role == ROLE_NONE)
		own(life, ROLE_USED);
	return 0;
}

// void (sk, result, flags)
SEC("tp_btf/sock_recv_length")
int receive(__u64 *context)
{
	return use((struct sock *)context[0]);
}

// void (sk, result, flags)
SEC("tp_btf/sock_send_length")
int send(__u64 *context)
{
	return use((struct sock *)context[0]);
}

// Run when the reader asks, with the address and the cookie of a socket: the port that it has by now. The kernel tells of an attempt to
// connect before it has chosen one.
SEC("raw_tp/tell_port")
int tell_port(__u64 *context)
{
	struct sock *sk = (struct sock *)context[0];
	// Nothing here holds the socket still: where it has gone, another's cookie stands there, or nothing.
	__u64 cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	__u16 port = port_of(sk);
	return cookie == context[1] ? port : 0;
}
