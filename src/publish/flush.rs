//! Getting what is written onto the disk: that begins while a build still writes, so that little is left to wait for at the end.

use std::fs::File;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::sync::Arc;
#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::Failure;
#[cfg(not(target_os = "linux"))]
use super::disk::sync_folder;

/// After how many bytes the disk is told to begin.
#[cfg(target_os = "linux")]
const BYTES_AT_ONCE: u64 = 64 << 20;

/// A folder below which files are written. It is opened before they are, so that whatever the disk fails to write from then on is told at
/// the end.
#[derive(Debug)]
pub struct Flush {
    path: PathBuf,
    #[cfg(target_os = "linux")]
    folder: File,
    #[cfg(target_os = "linux")]
    written: AtomicU64,
    #[cfg(target_os = "linux")]
    is_busy: Arc<AtomicBool>,
}

#[cfg(target_os = "linux")]
impl Flush {
    /// # Errors
    /// If there is no such folder.
    pub fn open(path: &Path) -> Result<Flush, Failure> {
        let folder = File::open(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
        Ok(Flush { path: path.to_owned(), folder, written: AtomicU64::new(0), is_busy: Arc::default() })
    }

    /// Says that so many bytes were written. Now and then the disk begins with what has come together.
    pub fn wrote(&self, bytes: u64) {
        let before = self.written.fetch_add(bytes, Ordering::Relaxed);
        let is_due = before / BYTES_AT_ONCE != (before + bytes) / BYTES_AT_ONCE;
        if !is_due || self.is_busy.swap(true, Ordering::Relaxed) {
            return;
        }
        let (path, is_busy) = (self.path.clone(), Arc::clone(&self.is_busy));
        let begun = std::thread::Builder::new().spawn(move || {
            // Errors are told once for each opening of the folder, so at the end they are told to the one who waits there.
            File::open(path).and_then(|folder| Ok(rustix::fs::syncfs(&folder)?)).unwrap_or(());
            is_busy.store(false, Ordering::Relaxed);
        });
        // Without a thread there is only more to wait for.
        drop(begun);
    }

    /// Waits until all that is below the folder is on the disk: with one call for the whole file system, which takes a thirtieth of the
    /// time that a call for each file takes.
    ///
    /// # Errors
    /// If something could not be written.
    pub fn finish(&self) -> Result<(), Failure> {
        rustix::fs::syncfs(&self.folder).map_err(|error| Failure::Io(self.path.clone(), error.into()))
    }
}

#[cfg(not(target_os = "linux"))]
impl Flush {
    /// # Errors
    /// None.
    pub fn open(path: &Path) -> Result<Flush, Failure> {
        Ok(Flush { path: path.to_owned() })
    }

    /// Says that so many bytes were written, which changes nothing here.
    pub fn wrote(&self, _: u64) {}

    /// Waits until all that is below the folder is on the disk.
    ///
    /// # Errors
    /// If something could not be written.
    pub fn finish(&self) -> Result<(), Failure> {
        for entry in walkdir::WalkDir::new(&self.path) {
            let entry = entry.map_err(|error| Failure::Io(self.path.clone(), error.into()))?;
            let synced = match entry.file_type() {
                kind if kind.is_dir() => sync_folder(entry.path()),
                kind if kind.is_file() => File::open(entry.path()).and_then(|file| file.sync_all()),
                _ => Ok(()),
            };
            synced.map_err(|error| Failure::Io(entry.path().to_owned(), error))?;
        }
        Ok(())
    }
}
