//! Which folders may be replaced: a destination is looked at before anything happens.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Failure, MARK};

/// Folders of a site that a portal must not be written into.
const SOURCES: [&str; 3] = ["content", "themes", "forms"];
/// Where git keeps its history.
const GIT: &str = ".git";

/// Checks a destination, and resolves it.
///
/// # Errors
/// If it is the site or a part of it, a folder above it, the root, the home folder, inside of a history or of another portal, no folder,
/// or holds files that gongkai did not write.
pub fn check(site: &Path, destination: &Path, home: Option<&Path>) -> Result<PathBuf, Failure> {
    let resolved = resolve(destination).map_err(|error| Failure::Io(destination.to_owned(), error))?;
    let site = site.canonicalize().map_err(|error| Failure::Io(site.to_owned(), error))?;
    match danger(&site, &resolved, home) {
        Some(code) => Err(Failure::Refused(code, resolved)),
        None => holds_nothing_of_others(resolved),
    }
}

/// What speaks against a folder because of where it is.
fn danger(site: &Path, resolved: &Path, home: Option<&Path>) -> Option<&'static str> {
    if resolved.parent().is_none() {
        return Some("destination-root");
    }
    if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(resolved)) {
        return Some("destination-home");
    }
    if site.starts_with(resolved) {
        return Some("destination-above-site");
    }
    if SOURCES.iter().any(|folder| resolved.starts_with(site.join(folder))) {
        return Some("destination-in-sources");
    }
    if resolved.iter().any(|name| name == GIT) {
        return Some("destination-in-git");
    }
    // The next build of that portal would remove it.
    let is_portal = |folder: &Path| folder.join(MARK).is_file();
    resolved.ancestors().skip(1).any(is_portal).then_some("destination-in-portal")
}

fn holds_nothing_of_others(resolved: PathBuf) -> Result<PathBuf, Failure> {
    let refuse = |code, folder| Err(Failure::Refused(code, folder));
    match fs::read_dir(&resolved) {
        // A link to nowhere is there as well.
        Err(error) if error.kind() == io::ErrorKind::NotFound && resolved.symlink_metadata().is_err() => Ok(resolved),
        Err(error) if error.kind() == io::ErrorKind::NotFound => refuse("destination-no-folder", resolved),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => refuse("destination-no-folder", resolved),
        Err(error) => Err(Failure::Io(resolved, error)),
        Ok(mut entries) => match entries.next() {
            Some(_) if !is_marked(&resolved) => refuse("destination-foreign", resolved),
            _ => Ok(resolved),
        },
    }
}

/// Whether a folder has the mark itself, and not a link to another one's.
fn is_marked(folder: &Path) -> bool {
    folder.join(MARK).symlink_metadata().is_ok_and(|mark| mark.is_file())
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
