//! Whether a portal is as its manifest says: what was added, lost or changed since it was built.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::in_place::NEXT;
use super::manifest::{Entry, MANIFEST, Manifest, SUMS, hexadecimal, sum_of};
use super::{Failure, MARK, MARK_TEXT};
use crate::text::source::open_regular;

/// What a portal's folder and its manifest say of each other.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many files there should be that `SHA256SUMS` names.
    pub files: usize,
    /// The manifest's own sum.
    pub sum: String,
    /// What is there and should not be; folders end in `/`.
    pub added: Vec<String>,
    /// What should be there.
    pub lost: Vec<String>,
    /// What is something else.
    pub changed: Vec<String>,
    /// Whether publishing in place was interrupted.
    pub is_half_done: bool,
}

impl Verified {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.added.is_empty() && self.lost.is_empty() && self.changed.is_empty()
    }
}

/// Compares a folder with its manifest, and the manifest with the sum that a build told, if one is given.
///
/// # Errors
/// If there is no manifest, or something cannot be read.
pub fn verify(folder: &Path, told: Option<&str>) -> Result<Verified, Failure> {
    let path = folder.join(MANIFEST);
    let json = fs::read(&path).map_err(|error| Failure::Io(path, error))?;
    let mut found = Verified { sum: sum_of(&json), is_half_done: folder.join(NEXT).exists(), ..Verified::default() };
    let Some(manifest) = Manifest::read(&json).filter(|_| told.is_none_or(|told| told.eq_ignore_ascii_case(&found.sum))) else {
        // What it says of the others is worth nothing now.
        found.changed.push(MANIFEST.to_owned());
        return Ok(found);
    };
    found.files = manifest.files.len() + 1;
    let own = [entry(SUMS, &manifest.sums(&found.sum)), entry(MARK, MARK_TEXT.as_bytes())];
    let states: Vec<State> =
        manifest.files.par_iter().chain(own.par_iter()).map(|entry| state(folder, entry)).collect::<Result<_, _>>()?;
    for (entry, state) in manifest.files.iter().chain(&own).zip(states) {
        match state {
            State::Same => {}
            State::Lost => found.lost.push(entry.path.clone()),
            State::Changed => found.changed.push(entry.path.clone()),
        }
    }
    let names: BTreeSet<&str> = manifest.files.iter().chain(&own).map(|entry| entry.path.as_str()).chain([MANIFEST]).collect();
    found.added = added(folder, &names)?;
    [&mut found.lost, &mut found.changed, &mut found.added].into_iter().for_each(|list| list.sort());
    Ok(found)
}

fn entry(path: &str, bytes: &[u8]) -> Entry {
    Entry { path: path.to_owned(), size: bytes.len() as u64, sha256: sum_of(bytes) }
}

enum State {
    Same,
    Lost,
    Changed,
}

/// What has become of a file.
fn state(folder: &Path, entry: &Entry) -> Result<State, Failure> {
    // A manifest that somebody else has written may not send us anywhere.
    if !Path::new(&entry.path).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return Ok(State::Lost);
    }
    let path = folder.join(&entry.path);
    let there = match path.symlink_metadata() {
        Ok(there) => there,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(State::Lost),
        Err(error) => return Err(Failure::Io(path, error)),
    };
    if !there.is_file() || there.len() != entry.size {
        return Ok(State::Changed);
    }
    let sum = sum_of_file(&path).map_err(|error| Failure::Io(path, error))?;
    Ok(if sum == entry.sha256 { State::Same } else { State::Changed })
}

fn sum_of_file(path: &Path) -> io::Result<String> {
    let mut file = open_regular(path)?;
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hexadecimal(sum)),
            read => sum.update(&piece[..read]),
        }
    }
}

/// Files that no manifest names, and folders without any that one names.
fn added(folder: &Path, names: &BTreeSet<&str>) -> Result<Vec<String>, Failure> {
    let folders: BTreeSet<&str> = names.iter().flat_map(|file| file.match_indices('/').map(|(end, _)| &file[..end])).collect();
    let mut added = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Failure::Io(path, error.into())
        })?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let known = path.to_str().map(|path| path.replace('\\', "/"));
        let is_dir = entry.file_type().is_dir();
        let expected = if is_dir { &folders } else { names };
        if known.as_deref().is_some_and(|path| expected.contains(path)) {
            continue;
        }
        if is_dir {
            // What is in it is added as well, and need not be told.
            walk.skip_current_dir();
        }
        added.push(format!("{}{}", path.to_string_lossy(), if is_dir { "/" } else { "" }));
    }
    Ok(added)
}
