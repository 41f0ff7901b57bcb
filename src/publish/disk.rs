//! What the disk is asked for: new files, times that show a change, and that old ones go.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;

use super::MARK;

/// Makes a file, and its folder only if it turns out to be missing, which saves a call for most files.
pub fn create(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder_of(path)?;
            File::create_new(path)
        }
        file => file,
    }
}

/// A second name for a file, made like a new file.
pub fn link(file: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(file, name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder_of(name)?;
            fs::hard_link(file, name)
        }
        linked => linked,
    }
}

/// Makes the folders above a path.
pub fn make_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Gives a file a time that is later than its forerunner's by a second at least. Servers tell browsers that nothing has changed by time
/// and size, and know the time by the second. Returns how far ahead that is.
pub fn show_change(new: &File, old: &fs::Metadata) -> io::Result<Duration> {
    let (wanted, now) = (old.modified()? + Duration::from_secs(1), new.metadata()?.modified()?);
    match wanted.duration_since(now) {
        Ok(ahead) if !ahead.is_zero() => new.set_modified(wanted).map(|()| ahead),
        _ => Ok(Duration::ZERO),
    }
}

/// Waits until a folder's own entries are on the disk.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Asks the file system to spread what is in a folder over the disk: ext4 keeps everything below one folder together, and then looks
/// for room among all that the last build left there, which took half of a build's time. It is a wish; where it means nothing, or is not
/// granted, nothing is lost.
#[cfg(target_os = "linux")]
pub fn spread(folder: &Path) {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
    let Ok(folder) = File::open(folder) else { return };
    let granted = ioctl_getflags(&folder).and_then(|flags| ioctl_setflags(&folder, flags | IFlags::TOPDIR));
    granted.unwrap_or(());
}

#[cfg(not(target_os = "linux"))]
pub fn spread(_: &Path) {}

/// Removes a folder of ours as far as that can be done; the mark goes last, so that what stays is known next time.
pub fn clear(folder: &Path) {
    // Without the mark it holds what somebody else has put there meanwhile, if anything.
    let is_ours = folder.join(MARK).is_file();
    let emptied = if is_ours { remove_but_mark(folder) } else { Ok(()) };
    let cleared = emptied.and_then(|()| if is_ours { fs::remove_dir_all(folder) } else { fs::remove_dir(folder) });
    cleared.unwrap_or(());
}

fn remove_but_mark(folder: &Path) -> io::Result<()> {
    let entries: Vec<_> = fs::read_dir(folder)?.flatten().filter(|entry| entry.file_name() != MARK).collect();
    entries.par_iter().try_for_each(|entry| match entry.file_type()?.is_dir() {
        true => fs::remove_dir_all(entry.path()),
        false => fs::remove_file(entry.path()),
    })
}
