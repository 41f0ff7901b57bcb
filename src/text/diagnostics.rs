//! What is wrong with somebody's text, and where: values, not yet words (`tell` has the words).

use std::cmp::Ordering;
use std::sync::Arc;

use super::personal::{mask, mask_line};

/// How many mistakes of one kind in one file are told one by one: nobody reads more, and pasted text can have thousands.
pub const ENOUGH: usize = 100;

/// How bad it is. An error keeps a portal from being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The portal cannot be built as written.
    Error,
    /// It can, but somebody should look.
    Warning,
    /// Worth knowing; nothing needs to be done.
    Note,
}

impl Severity {
    /// From the worst to the mildest.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The name in `site.yaml` and in lists of findings.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A place in a file: what an editor needs to jump there, and the line to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// The position in the file; none if the file as a whole is meant.
    pub position: Option<Box<Position>>,
    /// The document whose figures stand in the file, if that is not the document itself.
    pub of: Option<Arc<str>>,
}

/// A stretch of one line, or a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Counted from 1. Of a cell, its row.
    pub line: usize,
    /// Counted from 1, in characters. Of a cell, its column in the sheet.
    pub column: usize,
    /// The whole line, without its end; the texts of a cell's row.
    pub excerpt: String,
    /// The stretch meant, in bytes of the excerpt.
    pub span: std::ops::Range<usize>,
    /// In a workbook, which cell.
    pub cell: Option<CellName>,
}

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// Which of the sheets, from 0.
    pub sheet: usize,
    /// As it is told, `Sheet!D7`.
    pub name: String,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Place { path: path.into(), position: None, of: None }
    }

    /// The same, with the numbers of people in its path and its line masked.
    #[must_use]
    fn masked(&self) -> Place {
        let position = |position: &Position| {
            let cell = position.cell.as_ref().map(|cell| CellName { name: mask(&cell.name).into_owned(), ..*cell });
            Box::new(Position { excerpt: mask_line(&position.excerpt), span: position.span.clone(), cell, ..*position })
        };
        Place { path: Arc::from(&*mask(&self.path)), position: self.position.as_deref().map(position), of: self.of.clone() }
    }

    /// The same, in a file that a document has its figures from.
    #[must_use]
    pub fn in_document(self, document: &Arc<str>) -> Self {
        Place { of: Some(Arc::clone(document)), ..self }
    }

    /// The document that it is about.
    pub fn document(&self) -> &Arc<str> {
        self.of.as_ref().unwrap_or(&self.path)
    }

    /// The cell of a workbook that it is, if it is one.
    pub fn cell(&self) -> Option<&CellName> {
        self.position.as_ref()?.cell.as_ref()
    }

    fn order(&self) -> (&str, Option<usize>, usize, usize) {
        let (line, column) = self.position.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (&self.path, self.cell().map(|cell| cell.sheet), line, column)
    }
}

/// A second place or circumstance that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The message in the catalogues.
    pub code: &'static str,
    /// Where, if anywhere.
    pub place: Option<Place>,
}

/// One finding: a stable code, a severity, a place, and the words to fill into the message of that code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The message in the catalogues; stable across versions.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What the message names.
    pub arguments: Vec<(&'static str, String)>,
    /// What explains it, told after it.
    pub notes: Vec<Note>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, place: Place) -> Self {
        Diagnostic { code, severity: Severity::Error, place, arguments: Vec::new(), notes: Vec::new() }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, place) }
    }

    /// A finding of a severity at a place.
    pub fn new(code: &'static str, severity: Severity, place: Place) -> Self {
        Diagnostic { severity, ..Diagnostic::error(code, place) }
    }

    /// A word of its message.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same, with one more word for its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// The same, with a second place that explains it.
    #[must_use]
    pub fn see(mut self, code: &'static str, place: Place) -> Self {
        self.notes.push(Note { code, place: Some(place) });
        self
    }

    /// The same, with a sentence that explains it.
    #[must_use]
    pub fn remark(mut self, code: &'static str) -> Self {
        self.notes.push(Note { code, place: None });
        self
    }

    /// The same, as it may be told: whatever it is about, no number of a person stands in its words, its lines and its paths.
    #[must_use]
    pub fn masked(&self) -> Diagnostic {
        let note = |note: &Note| Note { code: note.code, place: note.place.as_ref().map(Place::masked) };
        Diagnostic {
            code: self.code,
            severity: self.severity,
            place: self.place.masked(),
            arguments: self.arguments.iter().map(|(name, value)| (*name, mask(value).into_owned())).collect(),
            notes: self.notes.iter().map(note).collect(),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.place.order(), self.code).cmp(&(other.place.order(), other.code))
    }
}

/// All findings of a run, in whatever order they were found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Findings of one kind about one file: no more than are enough, the last of which says how many more there are.
    pub fn push_some<T>(&mut self, found: impl ExactSizeIterator<Item = T>, tell: impl Fn(T) -> Diagnostic) {
        let more = found.len().saturating_sub(ENOUGH);
        self.found.extend(found.take(ENOUGH).map(tell));
        if let Some(last) = self.found.last_mut().filter(|_| more > 0) {
            last.arguments.push(("more", more.to_string()));
            last.notes.push(Note { code: "more-of-the-same", place: None });
        }
    }

    /// All of another collection as well.
    pub fn append(&mut self, other: Diagnostics) {
        self.found.extend(other.found);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// One by one, as they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// How many of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether anything keeps the portal from being built.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Those about one document, in the order of its lines.
    pub fn about(&self, path: &str) -> Vec<&Diagnostic> {
        let mut about: Vec<_> = self.found.iter().filter(|finding| &**finding.place.document() == path).collect();
        about.sort_by(|a, b| a.order(b));
        about
    }

    /// The errors, and of the warnings those that are not among older findings; sorted.
    pub fn news(&self, older: &Diagnostics) -> Vec<&Diagnostic> {
        let known = older.sorted();
        let is_known = |finding: &Diagnostic| {
            let from = known.partition_point(|other| other.order(finding).is_lt());
            known[from..].iter().take_while(|other| other.order(finding).is_eq()).any(|other| **other == *finding)
        };
        self.sorted().into_iter().filter(|finding| finding.severity == Severity::Error || !is_known(finding)).collect()
    }

    /// In the order of files and lines, which no thread can disturb.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.found.iter().collect();
        sorted.sort_by(|a, b| a.order(b));
        sorted
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, more: I) {
        self.found.extend(more);
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics { found: vec![diagnostic] }
    }
}
