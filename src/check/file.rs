//! Files whose text is at hand, and where things stand in them. What lies open while one report is judged, its file and that of the year
//! before, is read once, when somebody first asks for a place: a report can have a hundred findings.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::model::figure::CellId;
use crate::model::form::Form;
use crate::sheets::book::{Book, beside};
use crate::sheets::read::Filled;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::fields::Cursor;
use crate::text::prose::Block;
use crate::text::source::{Sources, Text};
use crate::text::yaml::{Yaml, split_front_matter};

/// A report's file and that of the year before.
const FILES: usize = 2;

/// A document's file: its front matter, and where things stand in it.
pub struct File<'t> {
    text: &'t Text,
    /// Its front matter.
    pub front: &'t Yaml<'t>,
    /// Where the body begins.
    start: usize,
    /// The file that its figures stand in, if they do not stand in its front matter.
    filled: Option<&'t Filled>,
}

impl<'t> File<'t> {
    /// A file that has been read.
    pub fn new(text: &'t Text, front: &'t Yaml<'t>, body: &Range<usize>, filled: Option<&'t Filled>) -> Self {
        File { text, front, start: body.start, filled }
    }

    /// The file's path.
    pub fn path(&self) -> &Arc<str> {
        &self.text.path
    }

    /// The whole of its text.
    pub fn text(&self) -> &'t str {
        self.text.as_str()
    }

    /// The body of its text.
    pub fn body(&self) -> &'t str {
        &self.text.as_str()[self.start..]
    }

    /// The place of a stretch of the whole text.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.text.place(span)
    }

    /// The place of a stretch of the body.
    pub fn in_body(&self, span: Range<usize>) -> Place {
        self.text.place(self.start + span.start..self.start + span.end)
    }

    /// The place of a stretch of a block of the body.
    pub fn in_block(&self, block: &Block, span: Range<usize>) -> Place {
        self.in_body(block.source(span))
    }

    /// The place of the value at the end of a path of keys of the front matter, or of as much of the path as there is; of the file's first
    /// line if there is nothing of it.
    pub fn value(&self, path: &[&str]) -> Place {
        let mut at: Option<Cursor<'_>> = None;
        for key in path {
            match at.as_ref().map_or_else(|| Cursor::top(self.front).get(key), |cursor| cursor.get(key)) {
                Some(below) => at = Some(below),
                None => break,
            }
        }
        at.map_or_else(|| self.text.place(0..0), |cursor| cursor.place())
    }

    /// The place of a cell's figure; none if the cell is blank because nobody wrote anything.
    fn cell(&self, form: &Form, cell: CellId) -> Option<Place> {
        let (row, column) = form.keys(cell)?;
        let row = Cursor::top(self.front).get("statistics")?.get("figures")?.get(row)?;
        let (_, _, leaf) = form.position(cell)?;
        Some(row.item(leaf).or_else(|| row.get(column)).unwrap_or(row).place())
    }

    /// The place of the first of these cells that somebody wrote; of the figures as a whole if nobody did.
    pub fn first_cell(&self, form: &Form, cells: impl IntoIterator<Item = CellId>) -> Place {
        if let Some(filled) = self.filled {
            return filled.place(cells);
        }
        cells.into_iter().find_map(|cell| self.cell(form, cell)).unwrap_or_else(|| self.value(&["statistics", "figures"]))
    }
}

/// A file that was opened again.
#[derive(Debug)]
pub(super) struct Opened<'t> {
    text: &'t Text,
    front: Yaml<'t>,
    body: Range<usize>,
}

impl<'t> Opened<'t> {
    /// Reads a text; none if it is no longer one with front matter.
    pub fn read(text: &'t Text) -> Option<Self> {
        let (front, body) = split_front_matter(text).ok()?;
        Some(Opened { text, front: Yaml::read(text, front).ok()?, body })
    }

    /// The file, to see where things stand.
    pub fn file(&self) -> File<'_> {
        File::new(self.text, &self.front, &self.body, None)
    }
}

/// The texts of what lies open, which outlive what is read of them.
#[derive(Debug, Default)]
pub(super) struct Texts([OnceLock<Option<Text>>; FILES]);

/// The files of one report, opened as they are asked for.
#[derive(Debug)]
pub(super) struct Desk<'t> {
    paths: [Option<&'t Arc<str>>; FILES],
    texts: &'t Texts,
    opened: [OnceLock<Option<Opened<'t>>>; FILES],
    filled: [OnceLock<Option<Filled>>; FILES],
}

impl<'t> Desk<'t> {
    /// A desk for a report's file and that of the year before, if there is one.
    pub fn new(texts: &'t Texts, own: &'t Arc<str>, last: Option<&'t Arc<str>>) -> Self {
        Desk { paths: [Some(own), last], texts, opened: Default::default(), filled: Default::default() }
    }

    /// Which of the files a path is; none if it is not one of them.
    pub fn index(&self, path: &str) -> Option<usize> {
        self.paths.iter().position(|own| own.is_some_and(|own| **own == *path))
    }

    /// One of the files; none if it has gone meanwhile.
    pub fn open(&self, index: usize, sources: &Sources) -> Option<&Opened<'t>> {
        let texts: &'t Texts = self.texts;
        let (path, text) = (self.paths.get(index).copied().flatten()?, texts.0.get(index)?);
        let text = text.get_or_init(|| sources.text(path).ok());
        self.opened.get(index)?.get_or_init(|| text.as_ref().and_then(Opened::read)).as_ref()
    }

    /// The file that the figures of one of the files stand in, read again; none if it has gone meanwhile.
    pub fn filled(&self, index: usize, form: &Form, name: &str, sources: &Sources) -> Option<&Filled> {
        let path = self.paths.get(index).copied().flatten()?;
        self.filled.get(index)?.get_or_init(|| read_again(path, form, name, sources)).as_ref()
    }
}

/// Reads the file beside a document that its figures stand in once more, to see where they do.
pub(super) fn read_again(document: &Arc<str>, form: &Form, name: &str, sources: &Sources) -> Option<Filled> {
    let path = Arc::from(beside(document, name));
    let book = Book::open(sources, document, &path, Place::file(Arc::clone(document))).ok()?;
    Some(Filled::read(form, book, &mut Diagnostics::new()))
}
