//! Publishing in place, where no folder can take another one's place or nobody would see it: file by file, each in one step, and whatever
//! interrupts it, the next build finishes it.
//!
//! What is new is made ready in a staging folder inside of the destination. Its renaming to `.gongkai-next` is the moment from which on it
//! will be published: that folder is the journal, since what is still in it is still to be done.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use walkdir::WalkDir;

use super::flush::Flush;
use super::manifest::{MANIFEST, Manifest, SUMS};
use super::packing::ENDINGS;
use super::{Failure, MARK, MARK_TEXT, disk};

/// The journal.
pub const NEXT: &str = ".gongkai-next";

/// Sees to it that a folder carries the mark, also if it has been empty.
pub fn mark(destination: &Path) -> Result<(), Failure> {
    let path = destination.join(MARK);
    match path.exists() {
        true => Ok(()),
        false => fs::write(&path, MARK_TEXT).map_err(|error| Failure::Io(path, error)),
    }
}

/// Publishes what is in a staging folder inside of the destination.
///
/// # Errors
/// If that is interrupted, the next build goes on from there; every single file is an old one or a new one.
pub fn put(staging: &Path, destination: &Path) -> Result<(), Failure> {
    let next = destination.join(NEXT);
    fs::rename(staging, &next).map_err(|error| Failure::Io(next, error))?;
    finish(destination)
}

/// Finishes what was begun, if anything was.
///
/// # Errors
/// If a file cannot be put in its place.
pub fn finish(destination: &Path) -> Result<(), Failure> {
    let next = destination.join(NEXT);
    if !next.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Ok(());
    }
    let failed = |path: &Path, error| Failure::Io(path.to_owned(), error);
    let flush = Flush::open(destination)?;
    disk::sync_folder(destination).map_err(|error| failed(destination, error))?;
    // The manifest is the last file to be moved, so it is in one place or the other.
    let manifest = [&next, destination].into_iter().find_map(|folder| fs::read(folder.join(MANIFEST)).ok());
    let mut files = listed(&next)?;
    files.sort_by_cached_key(|file| rank(file));
    let mut known = BTreeSet::new();
    for file in &files {
        let (from, to) = (next.join(file), destination.join(file));
        make_room(destination, file, &mut known).and_then(|()| replace(&from, &to)).map_err(|error| failed(&to, error))?;
    }
    flush.finish()?;
    if let Some(manifest) = manifest.and_then(|json| Manifest::read(&json)) {
        remove_others(destination, &manifest)?;
    }
    fs::remove_dir_all(&next).map_err(|error| failed(&next, error))?;
    disk::sync_folder(destination).map_err(|error| failed(destination, error))
}

/// The files of a journal.
fn listed(next: &Path) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(next).min_depth(1) {
        let entry = entry.map_err(|error| Failure::Io(next.to_owned(), error.into()))?;
        let path = entry.path().strip_prefix(next).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        if !entry.file_type().is_dir() && path != MARK {
            files.push(path);
        }
    }
    Ok(files)
}

/// What comes before what: what pages show or offer, then pages, the deepest first, so that a list never names a page that is not there
/// yet, then what is made for machines, and the manifest at last.
fn rank(file: &str) -> (u8, usize, String) {
    let plain = ENDINGS.into_iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    let kind = match plain {
        MANIFEST => 4,
        SUMS => 3,
        _ if plain.ends_with(".xml") => 2,
        _ if plain.ends_with(".html") => 1,
        _ => 0,
    };
    (kind, usize::MAX - file.matches('/').count(), file.to_owned())
}

/// Makes the folders of a file, real ones: a file or a link in the way gives way.
fn make_room(destination: &Path, file: &str, known: &mut BTreeSet<String>) -> io::Result<()> {
    for (end, _) in file.match_indices('/') {
        let folder = &file[..end];
        if !known.insert(folder.to_owned()) {
            continue;
        }
        let path = destination.join(folder);
        match path.symlink_metadata() {
            Ok(there) if there.is_dir() => continue,
            Ok(_) => fs::remove_file(&path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        fs::create_dir(&path)?;
    }
    Ok(())
}

/// Moves a file to where another one may be, or a folder of pages that are no more.
fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(_) if to.symlink_metadata().is_ok_and(|there| there.is_dir()) => {
            fs::remove_dir_all(to)?;
            fs::rename(from, to)
        }
        moved => moved,
    }
}

/// Removes what a manifest does not name.
fn remove_others(destination: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let mut files: BTreeSet<&str> = manifest.files.iter().map(|entry| entry.path.as_str()).collect();
    files.extend([MANIFEST, SUMS, MARK]);
    let folders: BTreeSet<&str> = files.iter().flat_map(|file| file.match_indices('/').map(|(end, _)| &file[..end])).collect();
    let walk = WalkDir::new(destination).min_depth(1).contents_first(true).into_iter();
    for entry in walk {
        let entry = entry.map_err(|error| Failure::Io(destination.to_owned(), error.into()))?;
        let path = entry.path().strip_prefix(destination).unwrap_or(entry.path());
        if path.starts_with(NEXT) {
            continue;
        }
        let name = path.to_str().map(|path| path.replace('\\', "/"));
        let is_of = |names: &BTreeSet<&str>| name.as_deref().is_some_and(|name| names.contains(name));
        let removed = match entry.file_type().is_dir() {
            true if is_of(&folders) => Ok(()),
            true => fs::remove_dir(entry.path()),
            false if is_of(&files) => Ok(()),
            false => fs::remove_file(entry.path()),
        };
        removed.map_err(|error| Failure::Io(entry.path().to_owned(), error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_named_before_it_is_there() {
        let mut files = ["manifest.json", "index.html", "a/b/2025/report/index.html", "a/b/index.html", "feed.xml", "SHA256SUMS"]
            .map(str::to_owned)
            .to_vec();
        files.extend(["assets/site.css", "a/b/2025/report/figures.csv"].map(str::to_owned));
        files.sort_by_cached_key(|file| rank(file));
        assert_eq!(
            files,
            [
                "a/b/2025/report/figures.csv",
                "assets/site.css",
                "a/b/2025/report/index.html",
                "a/b/index.html",
                "index.html",
                "feed.xml",
                "SHA256SUMS",
                "manifest.json"
            ]
        );
    }
}
