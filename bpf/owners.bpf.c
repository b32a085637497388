// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0-only
//
// Who holds which socket: walks the descriptor table of every task that the reader's PID namespace shows.
//
// Run as a task iterator (bpf_iter). What it finds goes into a ring buffer, because what an iterator prints for one task
// must fit one buffer of 32 KiB, and a table may be larger. When the ring is full the program remembers the place and asks
// for the same task again: read() then fails with EAGAIN, the reader empties the ring and reads on.
//
// The same shapes are read back in crates/sources/src/owners/bpf_walk/items.rs.

#include "kernel.h"

// The verifier admits the helpers used here to programs under the GPL only; the sources are offered under it as well.
char LICENSE[] SEC("license") = "Dual MIT/GPL";

#define RING_OCTETS (512 * 1024)
// Descriptors looked at in one step: those of one word of the table's bitmap.
#define STEP 64
// The step that stands for no more than that a table can have (the kernel's limit on descriptors of a process is 2^30).
#define MAX_STEPS (1 << 24)

enum item_kind { ITEM_TASK = 1, ITEM_SOCKETS = 2 };

// A task whose sockets follow.
struct task_item {
	__u32 kind;
	// Numbers in the reader's PID namespace.
	__u32 process;
	__u32 thread;
	// Whether it is a thread that shares the descriptor table of its process's first one: then nothing follows.
	__u32 shares_table;
	// Since the host booted, in nanoseconds.
	__u64 started;
	char name[16];
};

struct held_socket {
	__u32 inode;
	__u32 descriptor;
};

// Sockets of the task named last.
struct sockets_item {
	__u32 kind;
	__u32 count;
	struct held_socket sockets[STEP];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_OCTETS);
} items SEC(".maps");

// Room that would not fit the stack.
struct room {
	struct file *files[STEP];
	struct sockets_item item;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct room);
} rooms SEC(".maps");

// Which threads beside the first of a process to tell of: none, those with a descriptor table of their own, or all.
enum threads { THREADS_NONE, THREADS_UNSHARED, THREADS_ALL };
const volatile __u32 threads_wanted = THREADS_NONE;

// Where to go on when the ring was full: the task, whether it has been named, and the step.
static int resumed_thread = 0;
static bool resumed_is_named = false;
static __u32 resumed_step = 0;

// Operations of sockets' files, learned from the first socket: comparing them saves a look at the file system.
static const void *socket_operations = NULL;

struct walk {
	struct task_struct *task;
	struct files_struct *files;
	struct file **slots;
	unsigned long *open;
	struct room *room;
	__u32 level;
	__u32 step;
	bool is_named;
	bool is_full;
};

static __u32 number_of(struct task_struct *task, __u32 level)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	if (!pid)
		return 0;
	// One element for each level. How long one is, the kernel's types tell: an index would go by ours.
	void *numbers = __builtin_preserve_access_index(&pid->numbers);
	struct upid *here = numbers + level * bpf_core_type_size(struct upid);
	return BPF_CORE_READ(here, nr);
}

// Tells of the task, once. Whether there was room.
static bool name_task(struct walk *walk, bool shares_table)
{
	if (walk->is_named)
		return true;
	struct task_item *item = bpf_ringbuf_reserve(&items, sizeof(*item), 0);
	if (!item)
		return false;
	item->kind = ITEM_TASK;
	struct task_struct *task = walk->task;
	item->process = number_of(BPF_CORE_READ(task, group_leader), walk->level);
	item->thread = number_of(task, walk->level);
	item->shares_table = shares_table;
	item->started = BPF_CORE_READ(task, start_boottime);
	bpf_core_read(item->name, sizeof(item->name), &task->comm);
	bpf_ringbuf_submit(item, BPF_RB_NO_WAKEUP);
	walk->is_named = true;
	return true;
}

static bool is_socket(struct file *file, struct inode *inode)
{
	const void *operations = BPF_CORE_READ(file, f_op);
	if (socket_operations)
		return operations == socket_operations;
	if (BPF_CORE_READ(inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return false;
	socket_operations = operations;
	return true;
}

// One descriptor of the step.
static long look_at_slot(__u32 slot, struct walk *walk)
{
	struct room *room = walk->room;
	if (slot >= STEP)
		return 1;
	struct file *file = room->files[slot];
	if (!file)
		return 0;
	struct inode *inode = BPF_CORE_READ(file, f_inode);
	if (!is_socket(file, inode))
		return 0;
	__u32 descriptor = walk->step * STEP + slot;
	__u32 number = BPF_CORE_READ(inode, i_ino);
	// Nothing here holds the file still: one that was closed meanwhile may already be another's.
	struct file *again = NULL;
	bpf_probe_read_kernel(&again, sizeof(again), walk->slots + descriptor);
	__u32 count = room->item.count;
	if (again != file || count >= STEP)
		return 0;
	room->item.sockets[count].inode = number;
	room->item.sockets[count].descriptor = descriptor;
	room->item.count = count + 1;
	return 0;
}

// The descriptors of one word of the bitmap.
static long look_at_step(__u32 index, struct walk *walk)
{
	struct task_struct *task = walk->task;
	struct room *room = walk->room;
	unsigned long open = 0;

	bpf_probe_read_kernel(&open, sizeof(open), walk->open + walk->step);
	if (!open)
		goto next;
	if (bpf_probe_read_kernel(room->files, sizeof(room->files), walk->slots + (__u64)walk->step * STEP))
		goto next;
	room->item.kind = ITEM_SOCKETS;
	room->item.count = 0;
	bpf_loop(STEP, look_at_slot, walk, 0);
	__u64 count = room->item.count;
	// Nor does anything hold the table still, of a task that has ended meanwhile.
	if (!count || count > STEP || BPF_CORE_READ(task, files) != walk->files)
		goto next;
	__u64 length = offsetof(struct sockets_item, sockets) + count * sizeof(struct held_socket);
	if (!name_task(walk, false) || bpf_ringbuf_output(&items, &room->item, length, BPF_RB_NO_WAKEUP)) {
		walk->is_full = true;
		return 1;
	}
next:
	walk->step++;
	return 0;
}

SEC("iter/task")
int walk_descriptors(struct bpf_iter__task *context)
{
	struct task_struct *task = context->task;
	__u32 zero = 0;
	if (!task)
		return 0;
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	struct files_struct *files = BPF_CORE_READ(task, files);
	if (!files)
		return 0;
	bool is_first = task == leader;
	bool shares_table = !is_first && files == BPF_CORE_READ(leader, files);
	if (!is_first && (threads_wanted == THREADS_NONE || (shares_table && threads_wanted != THREADS_ALL)))
		return 0;

	struct room *room = bpf_map_lookup_elem(&rooms, &zero);
	if (!room)
		return 0;
	struct task_struct *reader = (struct task_struct *)bpf_get_current_task();
	struct walk walk = { .task = task, .files = files, .room = room };
	walk.level = BPF_CORE_READ(reader, thread_pid, level);
	int thread = BPF_CORE_READ(task, pid);
	if (thread == resumed_thread) {
		walk.is_named = resumed_is_named;
		walk.step = resumed_step;
	}
	resumed_thread = 0;
	if (shares_table) {
		walk.is_full = !name_task(&walk, true);
	} else {
		struct fdtable *table = BPF_CORE_READ(files, fdt);
		walk.slots = BPF_CORE_READ(table, fd);
		walk.open = BPF_CORE_READ(table, open_fds);
		__u32 steps = BPF_CORE_READ(table, max_fds) / STEP;
		if (walk.step < steps)
			bpf_loop(steps - walk.step < MAX_STEPS ? steps - walk.step : MAX_STEPS, look_at_step, &walk, 0);
	}
	if (!walk.is_full)
		return 0;
	resumed_thread = thread;
	resumed_is_named = walk.is_named;
	resumed_step = walk.step;
	// The same task again.
	return 1;
}
