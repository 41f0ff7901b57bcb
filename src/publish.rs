//! Floor 5, publishing: pages → directory, the whole new portal or the whole old one.
//!
//! Pages are written as they are rendered, into a staging folder beside the destination, which then takes the destination's place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::edition::Edition;
use crate::site::plan::Page;
use crate::site::render::Content;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::source::open_regular;

/// The file by which gongkai knows a folder that it may replace.
pub const MARK: &str = ".gongkai";
const MARK_TEXT: &str = "This folder is written by gongkai. Every build replaces all of it.\n";
/// Folders of a site that a portal must not be written into.
const SOURCES: [&str; 3] = ["content", "themes", "forms"];
/// How many findings of templates are enough; the same mistake is made on every page.
const ENOUGH_FINDINGS: usize = 20;

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The destination must not be replaced: the message's code, and the folder.
    Refused(&'static str, PathBuf),
    /// A page cannot be made.
    Findings(Diagnostics),
    /// The machine.
    Io(PathBuf, io::Error),
}

/// Checks a destination before anything happens, and resolves it.
///
/// # Errors
/// If it is the site or a part of it, a folder above it, the root, the home folder, no folder, or holds files that gongkai did not write.
pub fn check_destination(site: &Path, destination: &Path, home: Option<&Path>) -> Result<PathBuf, Failure> {
    let resolved = resolve(destination).map_err(|error| Failure::Io(destination.to_owned(), error))?;
    let site = site.canonicalize().map_err(|error| Failure::Io(site.to_owned(), error))?;
    let refuse = |code| Err(Failure::Refused(code, resolved.clone()));
    if resolved.parent().is_none() {
        return refuse("destination-root");
    }
    if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(&resolved)) {
        return refuse("destination-home");
    }
    if site.starts_with(&resolved) {
        return refuse("destination-above-site");
    }
    if SOURCES.iter().any(|folder| resolved.starts_with(site.join(folder))) {
        return refuse("destination-in-sources");
    }
    match fs::read_dir(&resolved) {
        // A link to nowhere is there as well.
        Err(error) if error.kind() == io::ErrorKind::NotFound && resolved.symlink_metadata().is_err() => Ok(resolved),
        Err(error) if error.kind() == io::ErrorKind::NotFound => refuse("destination-no-folder"),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => refuse("destination-no-folder"),
        Err(error) => Err(Failure::Io(resolved, error)),
        Ok(mut entries) => match entries.next() {
            Some(_) if !resolved.join(MARK).is_file() => refuse("destination-foreign"),
            _ => Ok(resolved),
        },
    }
}

/// The absolute path of a folder that may not exist yet, links and `..` resolved.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match existing.canonicalize() {
            Ok(resolved) => return Ok(missing.iter().rev().fold(resolved, |path, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        };
        missing.push(name.to_owned());
        existing = parent;
    }
}

/// Writes all pages of an edition, and puts them in the destination's place. Returns how many files there are.
///
/// # Errors
/// If a page cannot be made or a file cannot be written; the destination is then as it was.
pub fn publish(edition: &Edition, destination: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<usize, Failure> {
    sweep(destination);
    let staging = Staging::open(destination)?;
    let written = stage(edition, &staging.folder, progress).and_then(|()| swap(&staging.folder, destination));
    // What is in the staging folder now is the old portal, or half of a new one. If it cannot be removed, a later build sweeps it away.
    clear(&staging.folder);
    written.map(|()| edition.pages().len() + 1)
}

/// A folder beside the destination that pages are written into. While it is open nobody else takes it for a leftover.
struct Staging {
    folder: PathBuf,
    /// Its mark, locked.
    _mark: File,
}

impl Staging {
    fn open(destination: &Path) -> Result<Self, Failure> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| Failure::Io(path, error)
        };
        make_folder(destination).map_err(failed(destination))?;
        let folder = (0..).map(|n| beside(destination, &format!("{}-{n}", std::process::id()))).find_map(|folder| {
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
                made => Some(made.map(|()| folder.clone()).map_err(failed(&folder))),
            }
        });
        let folder = folder.unwrap_or_else(|| Err(failed(destination)(io::ErrorKind::AlreadyExists.into())))?;
        let path = folder.join(MARK);
        let mark = File::create_new(&path).and_then(|mut mark| {
            mark.lock()?;
            mark.write_all(MARK_TEXT.as_bytes())?;
            Ok(mark)
        });
        Ok(Staging { _mark: mark.map_err(failed(&path))?, folder })
    }
}

/// The name of a staging folder of the destination.
fn beside(destination: &Path, which: &str) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.staging-{which}"))
}

/// Removes staging folders that ended builds have left: those with our mark that nobody holds. What cannot be removed stays.
fn sweep(destination: &Path) {
    let start = beside(destination, "").file_name().unwrap_or_default().to_owned();
    let Some(Ok(entries)) = destination.parent().map(fs::read_dir) else { return };
    // A link is nobody's staging folder, and what it leads to is somebody's.
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for folder in folders.map(|entry| entry.path()) {
        let name = folder.file_name().unwrap_or_default();
        if !name.as_encoded_bytes().starts_with(start.as_encoded_bytes()) {
            continue;
        }
        // A mark is written after it is locked, so an empty one belongs to a build that has just begun.
        let is_written = |mark: &File| mark.metadata().is_ok_and(|metadata| metadata.len() > 0);
        let is_left = File::open(folder.join(MARK)).is_ok_and(|mark| is_written(&mark) && mark.try_lock().is_ok());
        if is_left {
            clear(&folder);
        }
    }
}

/// Removes a staging folder as far as that can be done; the mark goes last, so that what stays is known next time.
fn clear(folder: &Path) {
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

fn stage(edition: &Edition, staging: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<(), Failure> {
    spread(staging);
    edition.make_index().map_err(|finding| Failure::Findings(finding.into()))?;
    let (findings, done) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let count = edition.pages().len();
    edition.pages().par_iter().try_for_each(|page| {
        match edition.render(*page) {
            Ok(content) => write(edition, &staging.join(edition.file(*page)), content)?,
            Err(finding) => note(&findings, *page, finding)?,
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
        Ok(())
    })?;
    gather(findings)
}

/// Asks the file system to spread what is in a folder over the disk: ext4 keeps everything below one folder together, and then looks
/// for room among all that the last build left there, which took half of a build's time. It is a wish; where it means nothing, or is not
/// granted, nothing is lost.
#[cfg(target_os = "linux")]
fn spread(folder: &Path) {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
    let Ok(folder) = File::open(folder) else { return };
    let granted = ioctl_getflags(&folder).and_then(|flags| ioctl_setflags(&folder, flags | IFlags::TOPDIR));
    granted.unwrap_or(());
}

#[cfg(not(target_os = "linux"))]
fn spread(_: &Path) {}

type Noted = Mutex<Vec<(Page, Diagnostic)>>;

/// Keeps a finding; stops the work when there are enough of them.
fn note(findings: &Noted, page: Page, finding: Diagnostic) -> Result<(), Failure> {
    let Ok(mut findings) = findings.lock() else { return Ok(()) };
    findings.push((page, finding));
    if findings.len() < ENOUGH_FINDINGS {
        return Ok(());
    }
    Err(Failure::Findings(distinct(std::mem::take(&mut findings))))
}

fn gather(findings: Noted) -> Result<(), Failure> {
    match findings.into_inner().unwrap_or_default() {
        none if none.is_empty() => Ok(()),
        some => Err(Failure::Findings(distinct(some))),
    }
}

/// The findings in the order of their pages, each place once.
fn distinct(mut found: Vec<(Page, Diagnostic)>) -> Diagnostics {
    found.sort_by_key(|(page, _)| *page);
    let mut told = Vec::new();
    let mut findings = Diagnostics::new();
    for (_, finding) in found {
        if !told.contains(&finding.place) {
            told.push(finding.place.clone());
            findings.push(finding);
        }
    }
    findings
}

fn write(edition: &Edition, path: &Path, content: Content) -> Result<(), Failure> {
    let failed = |error| Failure::Io(path.to_owned(), error);
    match content {
        Content::Bytes(bytes) => write_bytes(path, &bytes).map_err(failed),
        Content::Copy(source) => {
            // Contents are copied, but not permissions, which may keep a server from reading the file.
            let mut from = open_regular(&source).map_err(|error| Failure::Io(source, error))?;
            let mut to = create(path).map_err(failed)?;
            io::copy(&mut from, &mut to).map(drop).map_err(failed)
        }
        Content::Year(year, format) => {
            create(path).and_then(|mut file| edition.write_year(year, format, &mut file)).map_err(failed)
        }
    }
}

fn write_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create(path)?.write_all(bytes)
}

/// Makes a file, and its folder only if it turns out to be missing, which saves a call for most files.
fn create(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(path)?;
            File::create_new(path)
        }
        file => file,
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Puts the staging folder in the destination's place, in one step where the system can exchange two folders. What was there is then in
/// a staging folder.
fn swap(staging: &Path, destination: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Io(destination.to_owned(), error);
    if !destination.exists() && fs::rename(staging, destination).is_ok() || exchange(staging, destination) {
        return Ok(());
    }
    let old = beside(destination, &format!("{}-old", std::process::id()));
    fs::rename(destination, &old).map_err(failed)?;
    match fs::rename(staging, destination) {
        Ok(()) => clear(&old),
        Err(error) => {
            fs::rename(&old, destination).map_err(|_| Failure::Io(old, io::ErrorKind::Other.into()))?;
            return Err(failed(error));
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(staging: &Path, destination: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, staging, CWD, destination, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
