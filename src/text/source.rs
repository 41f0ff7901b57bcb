//! The project's files: which there are, and their text. The only door text comes in by.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::diagnostics::{Diagnostic, Diagnostics, Place, Position, Severity};
use super::personal;

/// The folders of a site that gongkai reads.
const FOLDERS: [&str; 3] = ["content", "forms", "themes"];
/// The file that makes a folder a site.
pub const SITE_FILE: &str = "site.yaml";
/// A megabyte, as limits count it.
pub const MEGABYTE: u64 = 1 << 20;
/// The largest text that is read unless `site.yaml` says otherwise. A long report has a tenth of that.
pub const MOST_TEXT: u64 = 4 * MEGABYTE;
/// Of longer lines a finding shows a part, in bytes: so much before it and after its beginning.
const MOST_SHOWN: usize = 1000;

/// The regular files of a site, in the order of their paths. Text is read when it is asked for, and not kept.
#[derive(Debug, Clone)]
pub struct Sources {
    root: PathBuf,
    paths: Arc<[Arc<str>]>,
    findings: Arc<Diagnostics>,
    /// A text that counts instead of what its file says.
    instead: Option<Arc<Text>>,
    /// The largest text that is read, in bytes.
    most: u64,
}

impl Sources {
    /// Lists a site's files. What cannot be a source (a symbolic link, a device, a name that is not UTF-8) is a finding.
    ///
    /// # Errors
    /// If a folder cannot be read: which, and why.
    pub fn read(root: &Path) -> Result<Sources, Unreadable> {
        let mut paths = Sources::site_file(root).paths.to_vec();
        let mut findings = Diagnostics::new();
        let folders = FOLDERS.map(|name| root.join(name));
        for folder in folders.iter().filter(|folder| folder.symlink_metadata().is_ok()) {
            // Folders are walked side by side: a large site on a cold disk waits for one folder after the other otherwise.
            let top = Listing::walk(root, WalkDir::new(folder).max_depth(1))?;
            let below: Result<Vec<Listing>, Unreadable> =
                top.folders.par_iter().map(|folder| Listing::walk(root, WalkDir::new(folder).min_depth(1))).collect();
            for listing in std::iter::once(top).chain(below?) {
                paths.extend(listing.paths);
                findings.append(listing.findings);
            }
        }
        paths.sort();
        Ok(Sources { root: root.to_owned(), paths: paths.into(), findings: Arc::new(findings), instead: None, most: MOST_TEXT })
    }

    /// What lies among the sources and cannot be one.
    pub fn findings(&self) -> &Diagnostics {
        &self.findings
    }

    /// Whether these are the files of another listing, which may say something else by now.
    pub fn are(&self, others: &Sources) -> bool {
        self.root == others.root && Arc::ptr_eq(&self.paths, &others.paths) && Arc::ptr_eq(&self.findings, &others.findings)
    }

    /// Nothing but `site.yaml`.
    pub fn site_file(root: &Path) -> Sources {
        let is_there = root.join(SITE_FILE).symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let paths = is_there.then(|| Arc::from(SITE_FILE)).into_iter().collect();
        Sources { root: root.to_owned(), paths, findings: Arc::default(), instead: None, most: MOST_TEXT }
    }

    /// The same files, one of which says this, whatever stands on the disk.
    #[must_use]
    pub fn with(&self, text: Arc<Text>) -> Sources {
        Sources { instead: Some(text), ..self.clone() }
    }

    /// The same files, of which texts of up to so many bytes are read.
    #[must_use]
    pub fn limited(self, most: u64) -> Sources {
        Sources { most, ..self }
    }

    /// The largest text that is read, in bytes.
    pub fn most(&self) -> u64 {
        self.most
    }

    /// Whether a file or folder of that path, relative to a site's folder, has to do with its sources; if not, it may come and go.
    pub fn concerns(path: &str) -> bool {
        let mut names = path.split('/');
        let is_ours = names.next().is_some_and(|top| path == SITE_FILE || FOLDERS.contains(&top));
        is_ours && !names.any(|name| is_leftover_name(name.as_bytes()))
    }

    /// The folders below which a site's sources are, relative to its own.
    pub fn folders() -> [&'static str; 3] {
        FOLDERS
    }

    /// The paths below a folder (`content/`), relative to the site's folder.
    pub fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'s Arc<str>> {
        let start = self.paths.partition_point(|p| &**p < folder);
        self.paths[start..].iter().take_while(move |p| p.starts_with(folder))
    }

    /// The source of that path, if there is one.
    pub fn get(&self, path: &str) -> Option<&Arc<str>> {
        self.paths.binary_search_by(|p| (**p).cmp(path)).ok().map(|i| &self.paths[i])
    }

    /// Where a source lies on this machine.
    pub fn locate(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Reads a source's text.
    ///
    /// # Errors
    /// A finding if it is not UTF-8, cannot be read, or is too large.
    pub fn text(&self, path: &Arc<str>) -> Result<Text, Diagnostic> {
        if let Some(text) = self.instead.as_ref().filter(|text| text.path == *path) {
            return Ok((**text).clone());
        }
        match read_file(&self.locate(path), self.most) {
            Ok(Some(bytes)) => Text::decode(Arc::clone(path), &bytes),
            Ok(None) => {
                let finding = Diagnostic::error("text-too-large", Place::file(Arc::clone(path)));
                Err(finding.with("most", self.most / MEGABYTE))
            }
            Err(error) => Err(unreadable(path, &error)),
        }
    }

    /// Reads a file that is not text, or whose encoding nobody knows; none if it has more bytes than that.
    ///
    /// # Errors
    /// A finding if it cannot be read.
    pub fn bytes(&self, path: &Arc<str>, most: u64) -> Result<Option<Vec<u8>>, Diagnostic> {
        read_file(&self.locate(path), most).map_err(|error| unreadable(path, &error))
    }
}

fn unreadable(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", Place::file(Arc::clone(path))).with("reason", error)
}

/// A folder that cannot be read, and why.
pub type Unreadable = (PathBuf, io::Error);

/// What a walk has found.
#[derive(Default)]
struct Listing {
    paths: Vec<Arc<str>>,
    findings: Diagnostics,
    /// The folders on the walk's first level.
    folders: Vec<PathBuf>,
}

impl Listing {
    fn walk(root: &Path, walk: WalkDir) -> Result<Listing, Unreadable> {
        let mut listing = Listing::default();
        let walk = walk.follow_root_links(false).sort_by_file_name();
        let mut entries = walk.into_iter();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(root).to_owned();
                (path, error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))
            })?;
            if is_leftover(&entry) {
                let path = shown(entry.path().strip_prefix(root).unwrap_or(entry.path()));
                listing.findings.push(Diagnostic::new("left-out", Severity::Note, Place::file(path)));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            match admit(root, &entry) {
                Ok(Some(path)) => listing.paths.push(path),
                Ok(None) if entry.depth() == 1 => listing.folders.push(entry.into_path()),
                Ok(None) => {}
                Err(finding) => listing.findings.push(finding),
            }
        }
        Ok(listing)
    }
}

/// Names that editors and systems leave behind, and hidden ones.
fn is_leftover(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_leftover_name(entry.file_name().as_encoded_bytes())
}

/// The same of a name. `4913` is how vim tries whether it may write into a folder, `#…#` is emacs's, `___jb_…___` are JetBrains's.
fn is_leftover_name(name: &[u8]) -> bool {
    let is_around = |start: &[u8], end: &[u8]| name.len() > 1 && name.starts_with(start) && name.ends_with(end);
    let is_saved_beside = name.ends_with(b"___jb_tmp___") || name.ends_with(b"___jb_old___");
    is_around(b".", b"")
        || is_around(b"~$", b"")
        || is_around(b"", b"~")
        || is_around(b"#", b"#")
        || is_saved_beside
        || matches!(name, b"4913" | b"Thumbs.db")
}

/// The path of an entry that can be a source, none for a folder, a finding for what can be neither.
fn admit(root: &Path, entry: &DirEntry) -> Result<Option<Arc<str>>, Diagnostic> {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let shown = shown(relative);
    let finding = |code| Err(Diagnostic::error(code, Place::file(shown.as_str())));
    match entry.file_type() {
        kind if kind.is_symlink() => finding("symbolic-link"),
        kind if !kind.is_dir() && !kind.is_file() => finding("not-a-regular-file"),
        _ if relative.to_str().is_none() => finding("name-not-utf8"),
        kind if kind.is_dir() => Ok(None),
        _ => Ok(Some(Arc::from(shown))),
    }
}

/// A path with `/` between its names. Where that is so anyway, a name may hold the other stroke.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Opens a file that must be a regular one, without waiting should it have become a pipe meanwhile.
///
/// # Errors
/// If it is no regular file, or cannot be opened.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW).bits().cast_signed(),
    );
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

/// Reads a file of any kind that stands anywhere; none if it has more bytes than that.
///
/// # Errors
/// If it is no regular file, or cannot be read.
pub fn read_file(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    // One byte more than there is, so that the end is found without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_or(0, |length| length + 1));
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((u64::try_from(bytes.len()).is_ok_and(|length| length <= most)).then_some(bytes))
}

/// The files that a path names: itself, or those in the folder that it is, sorted by name, without what editors leave behind.
///
/// # Errors
/// If the folder cannot be read.
pub fn files_at(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = WalkDir::new(path).max_depth(1).sort_by_file_name().into_iter().filter_entry(|entry| !is_leftover(entry));
    let files = entries.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_type().is_file()));
    files.map(|entry| Ok(entry?.into_path())).collect()
}

/// One file's text: UTF-8, without byte order mark, lines ending in `\n`.
#[derive(Debug, Clone)]
pub struct Text {
    /// Relative to the site's folder.
    pub path: Arc<str>,
    content: String,
}

impl Text {
    /// Text that is already at hand, such as an embedded file.
    pub fn new(path: impl Into<Arc<str>>, content: impl Into<String>) -> Self {
        Text { path: path.into(), content: content.into() }
    }

    /// Decodes a file's bytes.
    ///
    /// # Errors
    /// A finding that names the first bad byte and the likely encoding.
    pub fn decode(path: Arc<str>, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let wrong = |path: Arc<str>, offset: usize, likely: &str| {
            Diagnostic::error("not-utf8", Place::file(path)).with("offset", offset).with("likely", likely)
        };
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            return Err(wrong(path, 0, "UTF-16"));
        }
        let mut content = match simdutf8::compat::from_utf8(bytes) {
            Ok(content) => content.to_owned(),
            Err(error) => {
                return Err(wrong(path, error.valid_up_to(), if looks_like_gbk(bytes) { "GBK / GB18030" } else { "none" }));
            }
        };
        if let Some(offset) = memchr::memchr(0, bytes) {
            return Err(wrong(path, offset, if content.matches('\0').count() > content.len() / 4 { "UTF-16" } else { "none" }));
        }
        if content.starts_with('\u{FEFF}') {
            content.remove(0);
        }
        if memchr::memchr(b'\r', bytes).is_some() {
            content = content.replace("\r\n", "\n").replace('\r', "\n");
        }
        Ok(Text { path, content })
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The place of a stretch of bytes; a stretch over several lines is shown by its first.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = self.content.floor_char_boundary(span.start);
        let from = self.content[..start].rfind('\n').map_or(0, |i| i + 1);
        let to = self.content[start..].find('\n').map_or(self.content.len(), |i| start + i);
        let end = self.content.floor_char_boundary(span.end).clamp(start, to);
        let (excerpt, span) = excerpt(&self.content[from..to], start - from..end - from);
        Place {
            path: Arc::clone(&self.path),
            position: Some(Box::new(Position {
                line: memchr::memchr_iter(b'\n', &self.content.as_bytes()[..from]).count() + 1,
                column: self.content[from..start].chars().count() + 1,
                excerpt,
                span,
                cell: None,
            })),
            of: None,
        }
    }

    /// The offset of a line and column, both counted from 1, the column in characters.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let from = match line {
            0 | 1 => 0,
            _ => self.content.match_indices('\n').nth(line - 2).map_or(self.content.len(), |(i, _)| i + 1),
        };
        let rest = &self.content[from..];
        from + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i)
    }
}

/// What of a line is shown around a stretch of it, and where in that the stretch is: all, unless it is very long.
fn excerpt(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    if line.len() <= 2 * MOST_SHOWN {
        return (line.to_owned(), span);
    }
    let first = line.floor_char_boundary(span.start.saturating_sub(MOST_SHOWN));
    let last = line.floor_char_boundary(span.start.saturating_add(MOST_SHOWN).min(line.len()));
    let end = span.end.min(last);
    (personal::mask_cut(&line[first..last], first > 0, last < line.len()), span.start - first..end - first)
}

/// Whether bytes pair up as GBK does. 1,920 pairs are valid UTF-8 too, so this names what is likely, and nothing is converted.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        match rest {
            [] => return true,
            [0..=0x7F, tail @ ..] => rest = tail,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, tail @ ..] => rest = tail,
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, tail @ ..] => rest = tail,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_survive_the_ends() {
        let text = Text::new("a", "一二\n三四五\n");
        let place = text.place(10..13);
        let position = place.position.expect("a position");
        assert_eq!((position.line, position.column, position.excerpt.as_str()), (2, 2, "三四五"));
        assert_eq!(text.offset(2, 2), 10);
        assert_eq!(text.place(99..120).position.expect("a position").line, 3);
        assert_eq!(text.offset(9, 9), text.as_str().len());
    }

    #[test]
    fn what_comes_and_goes_is_no_source() {
        for path in
            ["site.yaml", "content", "content/a/2025/report.md", "themes/x/static/a.css", "content/a/4914", "forms/a~b.yaml"]
        {
            assert!(Sources::concerns(path), "{path}");
        }
        for path in [
            "public/index.html",
            "notes.md",
            "site.yaml/x",
            "content/a/4913",
            "content/.git/x",
            "content/a/.report.md.swp",
            "content/a/report.md~",
            "content/a/#report.md#",
            "content/a/report.md___jb_tmp___",
            "content/a/report.md___jb_old___",
            "content/a/~$report.docx",
        ] {
            assert!(!Sources::concerns(path), "{path}");
        }
    }

    #[test]
    fn other_encodings_are_named() {
        let gbk = Text::decode("a".into(), b"title: \xC4\xEA").expect_err("GBK");
        assert_eq!(gbk.arguments[1].1, "GBK / GB18030");
        let utf16 = Text::decode("a".into(), b"\xFF\xFEt\0").expect_err("UTF-16");
        assert_eq!(utf16.arguments[1].1, "UTF-16");
        assert_eq!(Text::decode("a".into(), b"\xEF\xBB\xBFa\r\nb").expect("UTF-8").as_str(), "a\nb");
    }
}
