//! One build at a time: the mark of a destination is locked while somebody publishes there.
//!
//! The lock goes with its process, however that ends, so nothing is ever left to be cleaned up. A destination that does not exist has no
//! mark; the mark that a build brings there is locked from the moment it is made.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Failure, MARK};

/// A destination that nobody else publishes to, until this is dropped.
#[derive(Debug)]
pub struct Hold {
    /// The mark, if there is one.
    _mark: Option<File>,
}

impl Hold {
    /// Holds a destination. If another process holds it, says which, if that can be known, and waits for its end.
    pub fn take(destination: &Path, waits: &dyn Fn(Option<u32>)) -> Result<Hold, Failure> {
        let path = destination.join(MARK);
        let failed = |error| Failure::Io(path.clone(), error);
        loop {
            let mark = match open(&path) {
                Ok(mark) => mark,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Hold { _mark: None }),
                Err(error) => return Err(failed(error)),
            };
            match mark.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    waits(holder(&mark));
                    mark.lock().map_err(failed)?;
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // The other build has put its own portal there, with a mark of its own.
            if is_at(&mark, &path) {
                return Ok(Hold { _mark: Some(mark) });
            }
        }
    }
}

/// Network disks lock only what can be written to, and somebody else's mark may only be read.
fn open(path: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => File::open(path),
        opened => opened,
    }
}

/// Whether an open file is still the one at a path.
#[cfg(unix)]
pub fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), path.symlink_metadata()) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
pub fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The process that has locked a file, as the system lists it.
#[cfg(target_os = "linux")]
fn holder(file: &File) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let inode = file.metadata().ok()?.ino().to_string();
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    // 1: FLOCK  ADVISORY  WRITE 4711 fe:00:123456 0 EOF; whoever waits has an arrow before the kind.
    let held = locks.lines().map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>());
    let held = held.filter(|words| words.first() == Some(&"FLOCK"));
    held.filter(|words| words.get(4).and_then(|place| place.rsplit(':').next()) == Some(inode.as_str()))
        .find_map(|words| words.get(3)?.parse().ok().filter(|process| *process > 0))
}

#[cfg(not(target_os = "linux"))]
fn holder(_: &File) -> Option<u32> {
    None
}
