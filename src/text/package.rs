//! Archives of files, as Word and Excel write them (ECMA-376), which are unpacked no further than they are plausible. The only module to name
//! the archive's reader.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most files in an archive.
pub const MOST_FILES: usize = 20_000;
/// The most bytes that are unpacked, however large the archive is.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
/// The bytes that may be unpacked, however small it is.
pub const LEAST_UNPACKED: u64 = 4 * 1024 * 1024;
/// How many times its own size an archive may unpack to. Tables of Excel reach some 30.
const MOST_RATIO: u64 = 200;

/// Why an archive cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoiled {
    /// It is no archive, is damaged, or has a password.
    Damaged,
    /// It unpacks to more than such a file should.
    UnpacksToTooMuch,
}

/// An archive, and how much of it may still be unpacked.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// If it is none, or has too many files.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Spoiled> {
        if files(bytes).is_some_and(|count| count > MOST_FILES) {
            return Err(Spoiled::UnpacksToTooMuch);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Spoiled::Damaged)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Package { archive, left: size.saturating_mul(MOST_RATIO).clamp(LEAST_UNPACKED, MOST_UNPACKED) })
    }

    /// The names of its files that are wanted, sorted.
    pub fn names(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut names: Vec<String> = (0..self.archive.len())
            .filter_map(|index| Some(self.archive.by_index_data(index).ok()?.name().ok()?.into_owned()))
            .collect();
        names.retain(|name| is_wanted(name));
        names.sort();
        names
    }

    /// Unpacks a file; empty if there is none of that name.
    ///
    /// # Errors
    /// If it is damaged, or unpacks to too much.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, Spoiled> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(Vec::new()) };
        let mut file = self.archive.by_index(index).map_err(|_| Spoiled::Damaged)?;
        let mut bytes = Vec::new();
        (&mut file).take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Spoiled::Damaged)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or(Spoiled::UnpacksToTooMuch)?;
        Ok(bytes)
    }
}

/// How many files an archive says that it has, at its end: reading their list takes memory. One that leaves no room for the number has more
/// than any document.
fn files(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}
