//! What is checked: a document whose text is at hand, or a portal whose texts have been put away again.

use std::cell::OnceCell;
use std::sync::Arc;

use super::file::{Desk, File, Opened, read_again};
use super::reading::Readings;
use crate::model::article;
use crate::model::figure::CellId;
use crate::model::form::Form;
use crate::model::part::{Outline, Part};
use crate::model::portal::Portal;
use crate::model::report::{self, Report, ReportId, Statistics};
use crate::site::plan::Plan;
use crate::text::diagnostics::Place;
use crate::text::prose::Block;
use crate::text::source::Sources;

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
    /// What its words count, once a rule has asked for it.
    readings: OnceCell<Option<Readings<'a>>>,
}

impl<'a> Document<'a> {
    /// A document that has been read.
    pub fn new(file: File<'a>, facts: Facts<'a>, form: Option<&'a Form>, prose: &'a [Block], outline: &'a Outline) -> Self {
        Document { file, facts, form, prose, outline, readings: OnceCell::new() }
    }

    /// What its words count; none if it is no report.
    pub(super) fn readings(&self) -> Option<&Readings<'a>> {
        let read = || Some(Readings::of(self.facts.report()?, self.form, self.prose));
        self.readings.get_or_init(read).as_ref()
    }

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
    /// What of them lies open.
    desk: Option<&'a Desk<'a>>,
}

impl<'a> Subject<'a> {
    /// A portal of which no text is open.
    pub fn new(portal: &'a Portal, plan: &'a Plan, sources: &'a Sources) -> Self {
        Subject { portal, plan, sources, desk: None }
    }

    /// The same, with some texts open.
    pub(super) fn at<'d>(&self, desk: &'d Desk<'d>) -> Subject<'d>
    where
        'a: 'd,
    {
        Subject { portal: self.portal, plan: self.plan, sources: self.sources, desk: Some(desk) }
    }

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
        let on_desk = self.desk.and_then(|desk| Some((desk, desk.index(path)?)));
        let found = match on_desk {
            Some((desk, index)) => desk.open(index, self.sources).map(|opened| find(&opened.file())),
            None => self.sources.text(path).ok().and_then(|text| Opened::read(&text).map(|opened| find(&opened.file()))),
        };
        found.unwrap_or_else(|| Place::file(Arc::clone(path)))
    }

    /// The place of the first of a report's cells that somebody wrote.
    pub fn locate_cell(&self, report: ReportId, cells: impl IntoIterator<Item = CellId>) -> Place {
        let source = &self.portal.report(report).narrative.source;
        match self.statistics(report) {
            Some((Statistics { file: Some(name), .. }, form)) => self.locate_in_book(source, form, name, cells),
            Some((_, form)) => self.locate(source, |file| file.first_cell(form, cells)),
            None => Place::file(Arc::clone(source)),
        }
    }

    /// The same in the file beside a report that its figures stand in.
    fn locate_in_book(&self, path: &Arc<str>, form: &Form, name: &str, cells: impl IntoIterator<Item = CellId>) -> Place {
        let on_desk = self.desk.and_then(|desk| Some((desk, desk.index(path)?)));
        let found = match on_desk {
            Some((desk, index)) => desk.filled(index, form, name, self.sources).map(|filled| filled.place(cells)),
            None => read_again(path, form, name, self.sources).map(|filled| filled.place(cells)),
        };
        found.unwrap_or_else(|| Place::file(Arc::clone(path)))
    }

    /// The place of the value at the end of a path of keys of a report's front matter.
    pub fn locate_value(&self, report: ReportId, path: &[&str]) -> Place {
        self.locate(&self.portal.report(report).narrative.source, |file| file.value(path))
    }
}
