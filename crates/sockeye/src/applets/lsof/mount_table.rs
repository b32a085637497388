//! The table of `+m`: mounted file systems and the numbers of their devices, which `+m FILE` reads where they may not be asked for.

use sources::mounts::FileSystem;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;

/// A directory and the number of its device a line, in the order of the kernel's table.
pub(super) fn text(file_systems: &[FileSystem]) -> Vec<u8> {
    let mut table = Vec::new();
    for file_system in file_systems {
        table.extend_from_slice(file_system.point.as_os_str().as_bytes());
        // Memory takes everything.
        let _ = writeln!(table, " {:#x}", file_system.device.packed());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DeviceNumber;

    #[test]
    fn numbers_are_packed_as_stat_gives_them() {
        let file_system = |point: &str, major, minor| FileSystem {
            point: point.into(),
            source: "x".into(),
            kind: b"ext4".to_vec(),
            device: DeviceNumber { major, minor },
        };
        let table = text(&[file_system("/", 254, 0), file_system("/a b", 0, 42), file_system("/c", 4096, 300)]);
        assert_eq!(String::from_utf8(table).unwrap(), "/ 0xfe00\n/a b 0x2a\n/c 0x10000010002c\n");
    }
}
