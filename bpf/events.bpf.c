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
// events.h has the shapes of what they tell.

#include "events.h"

// The verifier admits the helpers used here to programs under the GPL only; the sources are offered under it as well.
char LICENSE[] SEC("license") = "Dual MIT/GPL";

// Whether the first program has told this change of a socket that cannot be remembered, on this processor just now.
static __always_inline bool was_told_forgetfully(__u64 key, __u8 state, bool is_first)
{
	__u32 zero = 0;
	struct forgotten *last = bpf_map_lookup_elem(&forgotten, &zero);
	if (!last)
		return !is_first;
	if (!is_first && last->socket == key && last->state == state)
		return true;
	last->socket = key;
	last->state = state;
	return false;
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
		if (!life && was_told_forgetfully(key, new, is_first))
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

// And once more. Of 2,000,002 changes under load the kernel passed over the first 926 times, over the second 116 and over this one 138; with two alone, a
// few changes were told by neither.
SEC("tp_btf/inet_sock_set_state")
int change_state_meanwhile_too(__u64 *context)
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

// Fills in a socket that a system call of this process names, but not whose it is.
static __always_inline void tell_called_socket(struct item *item, struct sock *sk, __u32 namespace, __u16 kind)
{
	item->kind = kind;
	TELL_SOCKET(item, sk, BPF_CORE_READ);
	item->old_state = item->new_state = BPF_CORE_READ(sk, __sk_common.skc_state);
	item->namespace = namespace;
	// It has one as soon as anybody asked for it.
	item->cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	item->inode = BPF_CORE_READ(sk, sk_socket, file, f_inode, i_ino);
	tell_addresses(item, sk);
}

// Tells of it; with `life`, as what is remembered, else as this process's.
static __always_inline int tell_called(struct sock *sk, __u32 namespace, __u16 kind, __u8 role, struct life *life)
{
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(LOSS_OTHER);
		return 0;
	}
	tell_called_socket(item, sk, namespace, kind);
	item->error = 0;
	if (life) {
		tell_life(item, life);
	} else {
		item->began = 0;
		item->role = role;
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

// Tells of an attempt to connect that failed before anything was tried. The peer's address is where the program has it.
static __always_inline int tell_failed(struct sock *sk, __u32 namespace, __u16 error, const void *address)
{
	struct item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item) {
		count(LOSS_OTHER);
		return 0;
	}
	tell_called_socket(item, sk, namespace, ITEM_CONNECT_FAILED);
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
		return connects ? tell_called(sk, namespace, ITEM_CONNECTED, ROLE_CONNECTED, NULL)
				: tell_called(sk, namespace, ITEM_BOUND, ROLE_BOUND, NULL);
	if (protocol != PROTOCOL_TCP)
		return 0;
	if (accepts) {
		struct life *life = find_life(key);
		if (life)
			own(life, ROLE_ACCEPTED);
		return tell_called(sk, namespace, ITEM_ACCEPTED, ROLE_ACCEPTED, life);
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
