//! What protocol a socket speaks that no table lists: one of another network namespace, or one that is bound to nothing yet.

use model::FileProcess;
use std::path::Path;

/// Where the kernel tells a socket's protocol (`sockfs_xattr_get` in net/socket.c).
const ATTRIBUTE: &str = "system.sockprotoname";
/// Room for a protocol's name (`struct proto` has 32 octets for it).
const LONGEST: usize = 64;

/// The name of the protocol of the socket that a process or task has as this descriptor, such as `TCPv6`.
pub fn socket_protocol(proc_root: &Path, process: &FileProcess, descriptor: u32) -> Option<Box<[u8]>> {
    let folder = proc_root.join(process.id.to_string());
    let folder = process.task.map_or_else(|| folder.clone(), |task| folder.join("task").join(task.to_string()));
    let mut room = [0; LONGEST];
    let path = folder.join("fd").join(descriptor.to_string());
    let length = rustix::fs::getxattr(path, ATTRIBUTE, &mut room[..]).ok()?;
    let name = room.get(..length)?;
    // The kernel sends the final NUL too.
    Some(name.split(|&octet| octet == 0).next().unwrap_or(name).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ProcessId;
    use std::net::UdpSocket;
    use std::os::fd::AsRawFd;

    #[test]
    fn a_socket_of_this_process_has_a_protocol() {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let process = FileProcess {
            id: ProcessId(std::process::id()),
            task: None,
            parent: ProcessId(0),
            group: ProcessId(0),
            user: None,
            name: Box::default(),
            task_name: None,
        };
        let protocol = |number| socket_protocol(Path::new("/proc"), &process, number);
        assert_eq!(protocol(u32::try_from(socket.as_raw_fd()).unwrap()).as_deref(), Some(&b"UDP"[..]));
        assert_eq!(protocol(u32::MAX), None);
    }
}
