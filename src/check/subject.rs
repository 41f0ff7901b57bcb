//! What is checked: a document whose text is at hand, or a portal whose texts have been put away again.

use std::ops::Range;
use std::sync::Arc;

use crate::model::article;
use crate::model::figure::CellId;
use crate::model::form::Form;
use crate::model::part::{Outline, Part};
use crate::model::portal::Portal;
use crate::model::report::{self, Report, ReportId, Statistics};
use crate::site::plan::Plan;
use crate::text::diagnostics::Place;
use crate::text::fields::Cursor;
use crate::text::prose::Block;
use crate::text::source::{Sources, Text};
use crate::text::yaml::{Yaml, split_front_matter};

/// A document's file: its front matter, and where things stand in it.
pub struct File<'t> {
    text: &'t Text,
    /// Its front matter.
    pub front: &'t Yaml<'t>,
    /// Where the body begins.
    start: usize,
}

impl<'t> File<'t> {
    /// A file that has been read.
    pub fn new(text: &'t Text, front: &'t Yaml<'t>, body: &Range<usize>) -> Self {
        File { text, front, start: body.start }
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
    pub fn cell(&self, form: &Form, cell: CellId) -> Option<Place> {
        let (row, column) = form.keys(cell)?;
        let row = Cursor::top(self.front).get("statistics")?.get("figures")?.get(row)?;
        let (_, _, leaf) = form.position(cell)?;
        Some(row.item(leaf).or_else(|| row.get(column)).unwrap_or(row).place())
    }

    /// The place of the first of these cells that somebody wrote; of the figures as a whole if nobody did.
    pub fn first_cell(&self, form: &Form, cells: impl IntoIterator<Item = CellId>) -> Place {
        cells.into_iter().find_map(|cell| self.cell(form, cell)).unwrap_or_else(|| self.value(&["statistics", "figures"]))
    }
}

/// What a document is.
#[derive(Debug, Clone, Copy)]
pub enum Facts<'a> {
    /// An article of the portal's own.
    Article(&'a article::Facts),
    /// A report.
    Report(&'a report::Facts),
}

impl<'a> Facts<'a> {
    /// The report's, if it is one.
    pub fn report(self) -> Option<&'a report::Facts> {
        match self {
            Facts::Report(facts) => Some(facts),
            Facts::Article(_) => None,
        }
    }
}

/// A document whose text is at hand. What is found in it depends on nothing else.
pub struct Document<'a> {
    /// Where things stand.
    pub file: File<'a>,
    /// What its front matter says.
    pub facts: Facts<'a>,
    /// The form that it is filled in on, if it is a report with statistics.
    pub form: Option<&'a Form>,
    /// Its words.
    pub prose: &'a [Block],
    /// Which of the form's parts they have.
    pub outline: &'a Outline,
}

impl<'a> Document<'a> {
    /// The parts that its form asks for, each with its blocks, if it has it.
    pub fn parts(&self) -> impl Iterator<Item = (&'a Part, Option<&'a [Block]>)> {
        let (prose, outline) = (self.prose, self.outline);
        let parts = self.form.map_or(&[][..], |form| form.parts.as_slice());
        parts.iter().enumerate().map(move |(index, part)| (part, outline.section(index, prose)))
    }
}

/// A portal, what stands where in it, and its texts, which can be read again.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it says.
    pub portal: &'a Portal,
    /// What stands where.
    pub plan: &'a Plan,
    /// Its texts.
    pub sources: &'a Sources,
}

impl<'a> Subject<'a> {
    /// A report's form, filled in, with its form.
    pub fn statistics(&self, report: ReportId) -> Option<(&'a Statistics, &'a Form)> {
        let statistics = self.portal.report(report).facts.statistics.as_ref()?;
        Some((statistics, self.portal.form(statistics.form)))
    }

    /// The same agency's report on the year before.
    pub fn last(&self, report: ReportId) -> Option<ReportId> {
        let Report { agency, facts, .. } = self.portal.report(report);
        self.portal.report_of(*agency, facts.year.checked_sub(1)?)
    }

    /// Opens a document's file again, to see where things stand. A file that has gone meanwhile has a place, but no lines.
    pub fn locate(&self, path: &Arc<str>, find: impl FnOnce(&File<'_>) -> Place) -> Place {
        let found = self.sources.text(path).ok().and_then(|text| {
            let (front, body) = split_front_matter(&text).ok()?;
            let yaml = Yaml::read(&text, front).ok()?;
            Some(find(&File::new(&text, &yaml, &body)))
        });
        found.unwrap_or_else(|| Place::file(Arc::clone(path)))
    }

    /// The place of the first of a report's cells that somebody wrote.
    pub fn locate_cell(&self, report: ReportId, cells: impl IntoIterator<Item = CellId>) -> Place {
        let source = &self.portal.report(report).narrative.source;
        match self.statistics(report) {
            Some((_, form)) => self.locate(source, |file| file.first_cell(form, cells)),
            None => Place::file(Arc::clone(source)),
        }
    }

    /// The place of the value at the end of a path of keys of a report's front matter.
    pub fn locate_value(&self, report: ReportId, path: &[&str]) -> Place {
        self.locate(&self.portal.report(report).narrative.source, |file| file.value(path))
    }
}
