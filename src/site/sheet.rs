//! Printed forms: the theme prints each table of a form once, with a hole for each figure, and reports fill the holes.
//!
//! A nation's reports share a handful of forms, so this is where the time of a build is saved: a report's tables cost
//! as much as copying their text. The theme still decides every letter of the markup, in `table.html` and `cell.html`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::holes::{Hole, Printed};
use super::marks::{Content, FormMarks, SeriesContent, SeriesMarks};
use super::open_data::Outline;
use super::setting::{Purpose, Setter};
use super::theme::Theme;
use super::views;
use crate::model::figure::Figure;
use crate::model::figures::Figures;
use crate::model::form::Form;
use crate::model::portal::Portal;
use crate::model::report::{FormId, Statistics};
use crate::model::totals::Totals;
use crate::text::diagnostics::Diagnostic;
use crate::text::markdown::escape;

/// One table of a form, printed.
#[derive(Debug)]
pub struct PrintedTable {
    /// Its index in the form.
    pub index: usize,
    /// Its id on the page.
    pub id: String,
    printed: Printed,
}

/// Which optional rows a printed form shows: pairs of table and row.
type Optional = Vec<(usize, usize)>;

/// All forms that a portal uses, printed for reports, and the marks to fill them and series with.
#[derive(Debug)]
pub struct Sheets {
    marks: FormMarks,
    series: SeriesMarks,
    printed: BTreeMap<(FormId, Optional), PrintedForm>,
}

/// A form as it is printed for reports: its tables, and the outline of its data.
#[derive(Debug, Default)]
pub struct PrintedForm {
    /// In the order of the form.
    pub tables: Vec<PrintedTable>,
    pub(super) outline: Outline,
}

impl Sheets {
    /// Prints each form that a report uses.
    ///
    /// # Errors
    /// A finding about a template.
    pub fn print(portal: &Portal, theme: &Theme) -> Result<Sheets, Diagnostic> {
        let statistics = portal.reports.par_iter().filter_map(|report| report.facts.statistics.as_ref());
        let variant = |s: &Statistics| (s.form, reported_optional(portal.form(s.form), &s.figures));
        let with = |mut variants: BTreeSet<(FormId, Optional)>, variant| {
            variants.insert(variant);
            variants
        };
        let variants = statistics.map(variant).fold(BTreeSet::new, with).reduce(BTreeSet::new, |a, b| &a | &b);
        let mut printed = BTreeMap::new();
        for (form, optional) in variants {
            let body = portal.form(form);
            let tables = print_form(theme, body, &optional, Purpose::Report)?;
            let outline = Outline::of(body, |table, row| is_given(body, &optional, table, row));
            printed.insert((form, optional), PrintedForm { tables, outline });
        }
        Ok(Sheets { marks: FormMarks::print(theme)?, series: SeriesMarks::print(theme)?, printed })
    }

    /// The form of a report, printed.
    pub fn of(&self, portal: &Portal, form: FormId, figures: &Figures) -> Option<&PrintedForm> {
        self.printed.get(&(form, reported_optional(portal.form(form), figures)))
    }

    /// The forms as they are printed, in a fixed order: each with a function that says of a table and a row whether it is given.
    pub(super) fn variants<'s>(&'s self, portal: &'s Portal) -> impl Iterator<Item = (&'s Form, impl Fn(usize, usize) -> bool)> {
        self.printed.keys().map(|(id, optional)| {
            let form = portal.form(*id);
            (form, move |table, row| is_given(form, optional, table, row))
        })
    }

    /// The number among them of what a report fills in.
    pub(super) fn variant(&self, portal: &Portal, statistics: &Statistics) -> Option<usize> {
        let own = (statistics.form, reported_optional(portal.form(statistics.form), &statistics.figures));
        self.printed.keys().position(|other| *other == own)
    }

    /// Fills a table's holes.
    pub fn fill(&self, out: &mut String, table: &PrintedTable, year: u16, filler: &str, content: impl Fn(usize) -> Content) {
        table.printed.fill(out, |hole, out| match hole {
            Hole::Cell(index) => self.marks.fill(out, content(index)),
            Hole::Year => out.push_str(&year.to_string()),
            Hole::Filler => escape(out, filler),
            Hole::Value | Hole::Answered | Hole::Of => {}
        });
    }

    /// The cells of a series' row.
    pub(super) fn series_row(&self, cells: &[SeriesContent]) -> String {
        self.series.row(cells)
    }

    /// The HTML of one cell.
    pub fn cell(&self, figure: Figure) -> String {
        self.content(Content { figure, coverage: None })
    }

    /// The HTML of one cell, with what it covers if it is a sum.
    pub fn content(&self, content: Content) -> String {
        let mut out = String::new();
        self.marks.fill(&mut out, content);
        out
    }
}

/// The optional rows that a report gives.
fn reported_optional(form: &Form, figures: &Figures) -> Optional {
    optional_rows(form, |cells| figures.has_row(cells))
}

/// The optional rows for which a function finds something in their cells.
pub fn optional_rows(form: &Form, has_row: impl Fn(std::ops::Range<usize>) -> bool) -> Optional {
    let mut shown = Vec::new();
    for (index, table) in form.tables.iter().enumerate() {
        for (row, _) in table.rows.iter().enumerate().filter(|(_, heading)| heading.optional) {
            if table.cells(row).is_some_and(&has_row) {
                shown.push((index, row));
            }
        }
    }
    shown
}

fn is_given(form: &Form, optional: &Optional, table: usize, row: usize) -> bool {
    !form.tables[table].rows[row].optional || optional.contains(&(table, row))
}

/// Prints a form's tables with holes.
///
/// # Errors
/// A finding about a template.
pub fn print_form(theme: &Theme, form: &Form, optional: &Optional, purpose: Purpose) -> Result<Vec<PrintedTable>, Diagnostic> {
    let mut tables = Vec::new();
    for (index, table) in form.tables.iter().enumerate() {
        let prefix = if purpose == Purpose::Totals { format!("{}.", form.id) } else { String::new() };
        let setter = Setter::new(table, prefix, |row| is_given(form, optional, index, row));
        let sheet = views::Table { table: setter.sheet(theme.string("table.unit"), form, index == 0, purpose) };
        let printed = Printed::of(&theme.print("table.html", &sheet)?);
        tables.push(PrintedTable { index, id: sheet.table.id, printed });
    }
    Ok(tables)
}

/// Fills the tables of a printed form that a function chooses, one after the other.
pub fn fill_all(
    sheets: &Sheets,
    tables: &[PrintedTable],
    is_wanted: impl Fn(&PrintedTable) -> bool,
    year: u16,
    filler: &str,
    content: impl Fn(usize) -> Content,
) -> String {
    let mut out = String::with_capacity(tables.iter().map(|table| table.printed.length()).sum());
    for table in tables.iter().filter(|table| is_wanted(table)) {
        sheets.fill(&mut out, table, year, filler, &content);
    }
    out
}

/// A form's tables filled with sums, each with what it covers; nothing if no report was added up.
///
/// # Errors
/// A finding about a template.
pub fn totals(theme: &Theme, sheets: &Sheets, form: &Form, totals: &Totals, year: u16) -> Result<String, Diagnostic> {
    if totals.reports == 0 {
        return Ok(String::new());
    }
    let optional = optional_rows(form, |cells| totals.has_row(cells));
    let tables = print_form(theme, form, &optional, Purpose::Totals)?;
    Ok(fill_all(sheets, &tables, |_| true, year, "", |index| total(totals, index)))
}

/// What stands in a sum's cell.
pub fn total(totals: &Totals, index: usize) -> Content {
    let total = totals.at(index);
    Content { figure: total.figure(), coverage: (total.answered > 0).then_some((total.answered, totals.reports)) }
}

/// What stands in a report's cell.
pub fn reported(figures: &Figures) -> impl Fn(usize) -> Content + '_ {
    move |index| Content { figure: figures.all().get(index).copied().unwrap_or_default(), coverage: None }
}
