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
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(resolved),
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
    let staging = beside(destination, "staging");
    remove(&staging)?;
    let written = stage(edition, &staging, progress).and_then(|()| swap(&staging, destination));
    match written {
        Ok(()) => Ok(edition.pages().len() + 1),
        Err(failure) => {
            // Why it failed matters more than a staging folder that stays behind, which the next build removes.
            match remove(&staging) {
                Ok(()) | Err(_) => Err(failure),
            }
        }
    }
}

/// A hidden folder beside the destination.
fn beside(destination: &Path, purpose: &str) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.{purpose}"))
}

fn stage(edition: &Edition, staging: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<(), Failure> {
    fs::create_dir_all(staging).map_err(|error| Failure::Io(staging.to_owned(), error))?;
    spread(staging);
    let (findings, done) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let count = edition.pages().len();
    edition.pages().par_iter().try_for_each(|page| {
        match edition.render(*page) {
            Ok(content) => write(&staging.join(edition.file(*page)), content)?,
            Err(finding) => note(&findings, *page, finding)?,
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
        Ok(())
    })?;
    let mark = staging.join(MARK);
    write_bytes(&mark, MARK_TEXT.as_bytes()).map_err(|error| Failure::Io(mark, error))?;
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

fn write(path: &Path, content: Content) -> Result<(), Failure> {
    let written = match &content {
        Content::Bytes(bytes) => write_bytes(path, bytes),
        Content::Copy(source) => make_folder(path).and_then(|()| copy(source, path)),
    };
    written.map_err(|error| Failure::Io(path.to_owned(), error))
}

/// Writes a file; makes its folder only if it turns out to be missing, which saves a call for most files.
fn write_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(path)?;
            File::create_new(path)
        }
        file => file,
    };
    file?.write_all(bytes)
}

/// Copies contents, but not a source's permissions, which may keep a server from reading it.
fn copy(source: &Path, path: &Path) -> io::Result<()> {
    let mut from = open_regular(source)?;
    io::copy(&mut from, &mut File::create_new(path)?).map(drop)
}

fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Puts the staging folder in the destination's place: in one step where the system can exchange two folders.
fn swap(staging: &Path, destination: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Io(destination.to_owned(), error);
    if !destination.exists() {
        return fs::rename(staging, destination).map_err(failed);
    }
    if exchange(staging, destination) {
        return remove(staging);
    }
    let old = beside(destination, "old");
    remove(&old)?;
    fs::rename(destination, &old).map_err(failed)?;
    if let Err(error) = fs::rename(staging, destination) {
        fs::rename(&old, destination).map_err(failed)?;
        return Err(failed(error));
    }
    remove(&old)
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

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::Io(folder.to_owned(), error)),
        _ => Ok(()),
    }
}
