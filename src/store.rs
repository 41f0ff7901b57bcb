//! Floor 5, new files of an author's site: all of them or none, and never over one that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Relative to the site's folder, with `/`.
    pub path: String,
    /// What will stand in it.
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A file of text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        NewFile { path: path.into(), bytes: text.into().into_bytes() }
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Failure {
    /// Something of that name is there.
    Exists(PathBuf),
    /// The machine.
    Io(PathBuf, io::Error),
}

/// Whether there is anything of that name, be it a link to nowhere.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Writes files below a folder, which need not be there yet.
///
/// # Errors
/// If a file is there already, or cannot be written. Then none of the others is there either.
pub fn write_new(root: &Path, files: &[NewFile]) -> Result<(), Failure> {
    if let Some(file) = files.iter().find(|file| is_there(&root.join(&file.path))) {
        return Err(Failure::Exists(root.join(&file.path)));
    }
    let mut made = Made::default();
    let written = files.iter().try_for_each(|file| made.file(&root.join(&file.path), &file.bytes));
    if written.is_err() {
        made.undo();
    }
    written
}

/// Writes one file where there may be one already that was made for the same purpose.
///
/// # Errors
/// If it cannot be written.
pub fn write_over(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::Io(path.to_owned(), error))
}

/// What has been made so far, in its order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(folder) = path.parent() {
            self.folder(folder)?;
        }
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::Exists(path.to_owned()),
            _ => Failure::Io(path.to_owned(), error),
        };
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
        self.files.push(path.to_owned());
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.folder(above)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => self.folders.push(folder.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(Failure::Io(folder.to_owned(), error)),
        }
        Ok(())
    }

    /// Removes it again. What cannot be removed stays; the failure that led here is told in any case.
    fn undo(self) {
        for file in self.files {
            fs::remove_file(file).unwrap_or(());
        }
        for folder in self.folders.into_iter().rev() {
            fs::remove_dir(folder).unwrap_or(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none_and_none_over_another() {
        let root = tempfile::tempdir().expect("a folder");
        let site = root.path().join("a/site");
        let file = |path: &str| NewFile::text(path, "new");
        write_new(&site, &[file("x.md"), file("b/c/y.md")]).expect("new files");
        assert_eq!(fs::read_to_string(site.join("b/c/y.md")).expect("a file"), "new");
        fs::write(site.join("x.md"), "old").expect("a file");
        let failure = write_new(&site, &[file("d/z.md"), file("x.md")]);
        assert!(matches!(failure, Err(Failure::Exists(path)) if path.ends_with("x.md")));
        // One that stands where a folder must be is seen only while writing.
        let failure = write_new(&site, &[file("d/z.md"), file("x.md/y.md")]);
        assert!(matches!(failure, Err(Failure::Io(..))));
        assert_eq!(fs::read_to_string(site.join("x.md")).expect("a file"), "old");
        assert!(!is_there(&site.join("d")));
    }
}
