//! What is wrong with somebody's text, and where: values, not yet words (`tell` has the words).

use std::cmp::Ordering;
use std::sync::Arc;

/// How bad it is. An error keeps a portal from being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The portal cannot be built as written.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// A place in a file: what an editor needs to jump there, and the line to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// The position in the file; none if the file as a whole is meant.
    pub position: Option<Box<Position>>,
}

/// A stretch of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The whole line, without its end.
    pub excerpt: String,
    /// The stretch meant, in bytes of the excerpt.
    pub span: std::ops::Range<usize>,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Place { path: path.into(), position: None }
    }

    fn order(&self) -> (&str, usize, usize) {
        let (line, column) = self.position.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (&self.path, line, column)
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

    /// All of another collection as well.
    pub fn append(&mut self, other: Diagnostics) {
        self.found.extend(other.found);
    }

    /// How many of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether anything keeps the portal from being built.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Those about one file, in the order of its lines.
    pub fn about(&self, path: &str) -> Vec<&Diagnostic> {
        let mut about: Vec<_> = self.found.iter().filter(|finding| &*finding.place.path == path).collect();
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

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics { found: vec![diagnostic] }
    }
}
