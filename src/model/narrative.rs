//! The text of a report or an article: what it refers to is kept, the text itself is read again when its page is made.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::figure::Figure;
use super::figures::Figures;
use super::form::Form;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::markdown::{self, Anchor, Found, Scan};
use crate::text::prose::Block;
use crate::text::source::Text;

/// Where a narrative is, and what it refers to.
#[derive(Debug, Clone)]
pub struct Narrative {
    /// The file.
    pub source: Arc<str>,
    /// Of the whole file, so that a change between two readings is noticed.
    pub fingerprint: u64,
    /// Where the body begins, in bytes of the text.
    pub start: usize,
    /// Links and images to files and pages of the site; places in bytes of the body.
    pub links: Box<[Found]>,
    /// Links to headings.
    pub anchors: Box<[Anchor]>,
    /// The tables that it places one by one, and whether it places all the rest.
    pub placed: Box<[String]>,
    /// The whole file's text, if it is kept; otherwise it is read again when its page is made.
    pub text: Option<Arc<Text>>,
}

/// What placeholders in a text can stand for.
#[derive(Debug, Clone, Copy)]
pub enum Quotable<'a> {
    /// The front matter has errors, so nobody knows.
    Unknown,
    /// There are no figures.
    Nothing,
    /// The cells of a form.
    Figures(&'a Form, &'a Figures),
}

impl Quotable<'_> {
    /// The words of a body as its reader sees them.
    pub fn prose(self, body: &str) -> Vec<Block> {
        markdown::scan(body, &|reference| self.print(reference)).prose
    }

    /// A cell as a reader of the text sees it.
    fn print(self, reference: &str) -> String {
        match self {
            Quotable::Figures(form, figures) => {
                form.cell(reference).map(|cell| figures.get(cell).to_string()).unwrap_or_default()
            }
            Quotable::Unknown | Quotable::Nothing => String::new(),
        }
    }
}

impl Narrative {
    /// Reads a body, and hands out its words. Tells raw HTML, refused addresses, and placeholders that stand for nothing.
    pub fn read(text: &Text, body: Range<usize>, quotable: Quotable<'_>, diagnostics: &mut Diagnostics) -> (Self, Vec<Block>) {
        let start = body.start;
        let scan = markdown::scan(&text.as_str()[body], &|reference| quotable.print(reference));
        let place = |found: &Found| text.place(start + found.span.start..start + found.span.end);
        let what = |code| move |found: &Found| Diagnostic::error(code, place(found)).with("what", &found.what);
        diagnostics.push_some(scan.raw_html.iter(), |found| Diagnostic::warning("raw-html", place(found)));
        diagnostics.push_some(scan.lost_statistics.iter(), what("statistics-not-alone"));
        diagnostics.push_some(scan.unknown_placeholders.iter(), |found| {
            Diagnostic::warning("unknown-placeholder", place(found)).with("what", &found.what)
        });
        diagnostics.push_some(scan.unread_links.iter(), |found| Diagnostic::warning("unread-link", place(found)));
        diagnostics.push_some(scan.refused.iter(), |found| {
            Diagnostic::warning("refused-address", place(found)).with("address", &found.what)
        });
        diagnostics.push_some(misplaced(&scan, quotable).into_iter(), |(found, code)| what(code)(found));
        let narrative = Narrative {
            source: Arc::clone(&text.path),
            fingerprint: fingerprint(text),
            start,
            links: scan.links.into(),
            anchors: scan.anchors.into(),
            placed: scan.statistics.into_iter().map(|found| found.what).collect(),
            text: None,
        };
        (narrative, scan.prose)
    }

    /// The same, with its text.
    #[must_use]
    pub fn keeping(self, text: &Text) -> Narrative {
        Narrative { text: Some(Arc::new(text.clone())), ..self }
    }

    /// Whether it places all tables that are not placed one by one.
    pub fn places_all(&self) -> bool {
        self.placed.iter().any(String::is_empty)
    }
}

/// Placeholders that stand for nothing, each with what is wrong.
fn misplaced<'s>(scan: &'s Scan, quotable: Quotable<'_>) -> Vec<(&'s Found, &'static str)> {
    let (form, figures) = match quotable {
        Quotable::Unknown => return Vec::new(),
        Quotable::Nothing => {
            return scan.figures.iter().chain(&scan.statistics).map(|found| (found, "no-statistics")).collect();
        }
        Quotable::Figures(form, figures) => (form, figures),
    };
    let mut wrong = Vec::new();
    for found in &scan.figures {
        match form.cell(&found.what).map(|cell| figures.get(cell)) {
            None => wrong.push((found, "unknown-cell")),
            Some(Figure::Blank) => wrong.push((found, "blank-cell-in-text")),
            Some(_) => {}
        }
    }
    let mut placed = BTreeSet::new();
    for found in &scan.statistics {
        if !found.what.is_empty() && form.table(&found.what).is_none() {
            wrong.push((found, "unknown-table"));
        } else if !placed.insert(&found.what) {
            wrong.push((found, "table-placed-twice"));
        }
    }
    wrong
}

/// A number that changes with the text.
pub fn fingerprint(text: &Text) -> u64 {
    FixedState::default().hash_one(text.as_str())
}
