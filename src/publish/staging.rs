//! A folder in which a new portal is made ready, out of sight: written, summed, synced and checked before anybody may see it.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::flush::Flush;
use super::manifest::{Entry, MANIFEST, Manifest, SUMS, hexadecimal, sum_of};
use super::{Failure, MARK, MARK_TEXT, disk, hold};
use crate::text::source::open_regular;

/// How the name of a staging folder inside of a destination begins.
const INSIDE: &str = ".gongkai-staging-";
/// How much of a file is in memory at once.
const PIECE: usize = 64 * 1024;

/// How many milliseconds are waited for a file's time to come: more is not what the last build has left, but a clock that was wrong.
const MOST_WAITED: u64 = 1001;

/// What becomes of files that are as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unchanged {
    /// They get a second name in the staging folder, which then holds the whole portal.
    Linked,
    /// They stay where they are, and the staging folder holds what is new.
    Left,
}

/// A staging folder. While it is open nobody else takes it for a leftover; what is in it when it is dropped is removed.
#[derive(Debug)]
pub struct Staging<'d> {
    folder: PathBuf,
    /// What is published now.
    destination: &'d Path,
    /// Whether anything is.
    is_first: bool,
    unchanged: Unchanged,
    entries: Mutex<Vec<Entry>>,
    flush: Flush,
    /// By how many milliseconds the time of a file is ahead, at most.
    ahead: AtomicU64,
    /// Its mark, locked.
    _mark: File,
}

/// A staging folder whose content is complete, and on the disk.
#[derive(Debug)]
pub struct Staged<'d> {
    staging: Staging<'d>,
    /// How many files there are that `SHA256SUMS` names.
    pub files: usize,
    /// The manifest's own sum.
    pub sum: String,
}

impl Staged<'_> {
    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.staging.folder
    }
}

impl Drop for Staging<'_> {
    /// What is here now is the old portal, or half of a new one. If it cannot be removed, a later build sweeps it away.
    fn drop(&mut self) {
        disk::clear(&self.folder);
    }
}

impl<'d> Staging<'d> {
    /// A staging folder beside the destination, for a portal that takes its place as a whole.
    pub fn beside(destination: &'d Path) -> Result<Self, Failure> {
        disk::make_folder_of(destination).map_err(|error| Failure::Io(destination.to_owned(), error))?;
        Staging::open(destination, |which| beside(destination, which), Unchanged::Linked)
    }

    /// A staging folder inside of the destination, for a portal that is renewed file by file.
    pub fn inside(destination: &'d Path) -> Result<Self, Failure> {
        Staging::open(destination, |which| destination.join(format!("{INSIDE}{which}")), Unchanged::Left)
    }

    fn open(destination: &'d Path, name: impl Fn(&str) -> PathBuf, unchanged: Unchanged) -> Result<Self, Failure> {
        let (folder, mark) = (0..)
            .map(|n| name(&format!("{}-{n}", std::process::id())))
            .find_map(|folder| match make(&folder) {
                Ok(mark) => mark.map(|mark| Ok((folder, mark))),
                Err(error) => Some(Err(Failure::Io(folder, error))),
            })
            .unwrap_or_else(|| Err(Failure::Io(destination.to_owned(), io::ErrorKind::AlreadyExists.into())))?;
        disk::spread(&folder);
        let flush = Flush::open(&folder).inspect_err(|_| disk::clear(&folder))?;
        let is_first = !destination.join(MARK).exists();
        Ok(Staging {
            folder,
            destination,
            is_first,
            unchanged,
            entries: Mutex::new(Vec::new()),
            flush,
            ahead: AtomicU64::new(0),
            _mark: mark,
        })
    }

    /// Takes in a file of the portal.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.write_bytes(file, bytes)?;
        self.enter(file, bytes.len() as u64, sum_of(bytes));
        Ok(())
    }

    /// Takes in a copy of a file.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub fn copy(&self, file: &str, source: &Path) -> Result<(), Failure> {
        let (size, sum) = self.copy_file(file, source)?;
        self.enter(file, size, sum);
        Ok(())
    }

    /// Takes in a file that is too long to be kept in memory, from a function that writes it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_by(&self, file: &str, write: &Writing<'_>) -> Result<(), Failure> {
        let path = self.folder.join(file);
        let failed = |error| Failure::Io(path.clone(), error);
        let (new, size, sum) = stream(&path, write).map_err(failed)?;
        self.flush.wrote(size);
        if let Some((old, metadata)) = self.old(file) {
            let mut written = File::open(&path).map_err(failed)?;
            if metadata.len() == size && is_same(&mut written, &old, &mut Sha256::new()).map_err(failed)? {
                fs::remove_file(&path).map_err(failed)?;
                if !self.keep(file) {
                    stream(&path, write).map_err(failed)?;
                }
            } else {
                self.show_change(&new, &metadata).map_err(failed)?;
            }
        }
        self.enter(file, size, sum);
        Ok(())
    }

    fn enter(&self, file: &str, size: u64, sha256: String) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(Entry { path: file.to_owned(), size, sha256 });
    }

    fn write_bytes(&self, file: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(file);
        let failed = |error| Failure::Io(path.clone(), error);
        let old = self.old(file);
        if let Some((old, metadata)) = &old
            && metadata.len() == bytes.len() as u64
            && holds(old, bytes)
            && self.keep(file)
        {
            return Ok(());
        }
        let mut new = disk::create(&path).map_err(failed)?;
        new.write_all(bytes).map_err(failed)?;
        self.flush.wrote(bytes.len() as u64);
        old.map_or(Ok(()), |(_, metadata)| self.show_change(&new, &metadata)).map_err(failed)
    }

    /// Copies contents, but not permissions, which may keep a server from reading the file. Returns size and sum of what was copied.
    fn copy_file(&self, file: &str, source: &Path) -> Result<(u64, String), Failure> {
        let unreadable = |error| Failure::Io(source.to_owned(), error);
        let mut from = open_regular(source).map_err(unreadable)?;
        let length = from.metadata().map_err(unreadable)?.len();
        let old = self.old(file);
        if let Some((old, metadata)) = &old
            && metadata.len() == length
        {
            let mut sum = Sha256::new();
            if is_same(&mut from, old, &mut sum).map_err(unreadable)? && self.keep(file) {
                return Ok((length, hexadecimal(sum)));
            }
            from.rewind().map_err(unreadable)?;
        }
        let path = self.folder.join(file);
        let failed = |error| Failure::Io(path.clone(), error);
        let mut new = disk::create(&path).map_err(failed)?;
        let (mut piece, mut size, mut sum) = (vec![0; PIECE], 0, Sha256::new());
        loop {
            let read = from.read(&mut piece).map_err(unreadable)?;
            if read == 0 {
                break;
            }
            sum.update(&piece[..read]);
            new.write_all(&piece[..read]).map_err(failed)?;
            size += read as u64;
        }
        self.flush.wrote(size);
        old.map_or(Ok(()), |(_, metadata)| self.show_change(&new, &metadata)).map_err(failed)?;
        Ok((size, hexadecimal(sum)))
    }

    fn show_change(&self, new: &File, old: &Metadata) -> io::Result<()> {
        let ahead = disk::show_change(new, old)?;
        self.ahead.fetch_max(u64::try_from(ahead.as_millis()).map_or(u64::MAX, |ms| ms.saturating_add(1)), Ordering::Relaxed);
        Ok(())
    }

    /// The published file of that name, if there is one.
    fn old(&self, file: &str) -> Option<(File, Metadata)> {
        if self.is_first {
            return None;
        }
        let old = open_regular(&self.destination.join(file)).ok()?;
        let metadata = old.metadata().ok()?;
        Some((old, metadata))
    }

    /// Keeps a published file, with its own time. Not every disk can give a file a second name; then it is written anew.
    fn keep(&self, file: &str) -> bool {
        match self.unchanged {
            Unchanged::Left => true,
            Unchanged::Linked => disk::link(&self.destination.join(file), &self.folder.join(file)).is_ok(),
        }
    }

    /// Adds the evidence, waits until everything is on the disk, and sees whether all of it is there.
    pub fn finish(self, version: &str, revision: Option<String>) -> Result<Staged<'d>, Failure> {
        let entries = std::mem::take(&mut *self.entries.lock().unwrap_or_else(PoisonError::into_inner));
        let manifest = Manifest::new(version, revision, entries);
        let json = manifest.json();
        let sum = sum_of(&json);
        self.write_bytes(MANIFEST, &json)?;
        self.write_bytes(SUMS, &manifest.sums(&sum))?;
        self.flush.finish()?;
        // No file may be younger than now: Apache would show it with the present time, and the next change with the same.
        let ahead = self.ahead.load(Ordering::Relaxed);
        if ahead <= MOST_WAITED {
            std::thread::sleep(Duration::from_millis(ahead));
        }
        self.prove(&manifest)?;
        Ok(Staged { files: manifest.files.len() + 1, sum, staging: self })
    }

    /// Sees whether each file of a manifest is there, and as long as it should be.
    fn prove(&self, manifest: &Manifest) -> Result<(), Failure> {
        manifest.files.par_iter().find_map_first(|entry| self.flaw(entry)).map_or(Ok(()), Err)
    }

    /// What is wrong with a file, if anything.
    fn flaw(&self, Entry { path, size, .. }: &Entry) -> Option<Failure> {
        let new = self.folder.join(path);
        let there = match (new.symlink_metadata(), self.unchanged) {
            (Err(_), Unchanged::Left) => self.destination.join(path).symlink_metadata(),
            (there, _) => there,
        };
        match there {
            Ok(there) if there.is_file() && there.len() == *size => None,
            Ok(_) => Some(Failure::Io(new, io::ErrorKind::InvalidData.into())),
            Err(error) => Some(Failure::Io(new, error)),
        }
    }
}

/// Makes a folder with a locked mark; none if there is one already, or somebody has taken it for a leftover meanwhile.
fn make(folder: &Path) -> io::Result<Option<File>> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        made => made?,
    }
    let path = folder.join(MARK);
    let mark = File::create_new(&path).and_then(|mut mark| {
        mark.lock()?;
        mark.write_all(MARK_TEXT.as_bytes())?;
        Ok(mark)
    });
    match mark {
        Ok(mark) if hold::is_at(&mark, &path) => Ok(Some(mark)),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            // What cannot be removed, a later build sweeps away.
            fs::remove_file(&path).and_then(|()| fs::remove_dir(folder)).unwrap_or(());
            Err(error)
        }
    }
}

/// What writes a file.
pub type Writing<'w> = dyn Fn(&mut (dyn Write + Send)) -> io::Result<()> + 'w;

/// Writes a file, and sums up what is written.
fn stream(path: &Path, write: &Writing<'_>) -> io::Result<(File, u64, String)> {
    let mut summed = Summed { file: disk::create(path)?, size: 0, sum: Sha256::new() };
    write(&mut summed)?;
    let Summed { file, size, sum } = summed;
    Ok((file, size, hexadecimal(sum)))
}

/// A file with the sum of what has been written to it.
struct Summed {
    file: File,
    size: u64,
    sum: Sha256,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether a file holds just these bytes.
fn holds(mut file: &File, bytes: &[u8]) -> bool {
    let mut held = Vec::with_capacity(bytes.len() + 1);
    file.read_to_end(&mut held).is_ok() && held == bytes
}

/// Whether two files hold the same, and the first one's sum. That the second cannot be read means only that it has to be written anew.
fn is_same(new: &mut File, mut old: &File, sum: &mut Sha256) -> io::Result<bool> {
    let (mut piece, mut other) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let read = new.read(&mut piece)?;
        if read == 0 {
            return Ok(old.read(&mut other).is_ok_and(|more| more == 0));
        }
        sum.update(&piece[..read]);
        if old.read_exact(&mut other[..read]).is_err() || piece[..read] != other[..read] {
            return Ok(false);
        }
    }
}

/// The name of a staging folder beside the destination.
fn beside(destination: &Path, which: &str) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.staging-{which}"))
}

/// Removes staging folders that ended builds have left: those with our mark that nobody holds. What cannot be removed stays.
pub fn sweep(destination: &Path) {
    let start = beside(destination, "").file_name().unwrap_or_default().to_owned();
    if let Some(parent) = destination.parent() {
        sweep_folder(parent, start.as_encoded_bytes());
    }
    if destination.join(MARK).is_file() {
        sweep_folder(destination, INSIDE.as_bytes());
    }
}

fn sweep_folder(parent: &Path, start: &[u8]) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    // A link is nobody's staging folder, and what it leads to is somebody's.
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for folder in folders.map(|entry| entry.path()) {
        let name = folder.file_name().unwrap_or_default();
        if !name.as_encoded_bytes().starts_with(start) {
            continue;
        }
        // A build that was killed as soon as it began may not have come to its mark. One that has just begun makes itself another folder.
        let is_left = match File::open(folder.join(MARK)) {
            Ok(mark) => mark.try_lock().is_ok(),
            Err(_) => fs::remove_dir(&folder).is_ok(),
        };
        if is_left {
            disk::clear(&folder);
        }
    }
}
