//! The whole new portal in the place of the whole old one, in one step.

use std::fs;
use std::io;
use std::path::Path;

use super::disk;

/// What came of an exchange.
#[derive(Debug)]
pub enum Exchange {
    /// Nothing had been there.
    First,
    /// The old portal is in the staging folder now.
    Done,
    /// The system cannot exchange these folders, and has not.
    Impossible,
}

/// Puts a staging folder in the destination's place, and waits until the disk knows.
///
/// # Errors
/// The destination is then as it was.
pub fn put(staging: &Path, destination: &Path) -> io::Result<Exchange> {
    let parent = destination.parent().unwrap_or(destination);
    if destination.symlink_metadata().is_err() && fs::rename(staging, destination).is_ok() {
        return disk::sync_folder(parent).map(|()| Exchange::First);
    }
    match swap(staging, destination) {
        Err(error) if is_never(&error) && destination.is_dir() => return Ok(Exchange::Impossible),
        swapped => swapped?,
    }
    match disk::sync_folder(parent) {
        Ok(()) => Ok(Exchange::Done),
        // Nobody knows which of the two the disk would show after a power cut, so the old one must not be removed.
        Err(error) => swap(staging, destination).and(Err(error)),
    }
}

/// Whether an error says that this cannot be done here at all: the disk cannot do it, or something is mounted at the folder.
#[cfg(target_os = "linux")]
fn is_never(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let never = [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::XDEV, Errno::BUSY];
    never.iter().any(|never| error.raw_os_error() == Some(never.raw_os_error()))
}

#[cfg(not(target_os = "linux"))]
fn is_never(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

#[cfg(target_os = "linux")]
fn swap(staging: &Path, destination: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, staging, CWD, destination, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
