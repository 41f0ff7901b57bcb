//! A form that is being filled from a book, cell by cell.

use super::book::{Book, Spot};
use crate::model::figure::{Figure, Kind};
use crate::model::form::Form;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::text::workbook::{Cell, Oddity};

/// Enough findings of one file.
const ENOUGH: usize = 100;
/// The most decimals that a figure has.
const MOST_DECIMALS: usize = 6;

/// A form that is being filled.
pub struct Filling<'a> {
    /// Which form.
    pub form: &'a Form,
    /// From what.
    pub book: &'a Book,
    figures: Vec<Figure>,
    spots: Vec<Option<Spot>>,
    findings: &'a mut Diagnostics,
    found: usize,
}

impl<'a> Filling<'a> {
    /// A form of which nothing is filled.
    pub fn new(form: &'a Form, book: &'a Book, findings: &'a mut Diagnostics) -> Self {
        let cells = form.cell_count();
        Filling { form, book, figures: vec![Figure::Blank; cells], spots: vec![None; cells], findings, found: 0 }
    }

    /// What it is filled with, and where that stands.
    pub fn done(self) -> (Vec<Figure>, Vec<Option<Spot>>) {
        (self.figures, self.spots)
    }

    /// Tells what is wrong, as long as anybody would read it.
    pub fn report(&mut self, finding: Diagnostic) {
        self.found += usize::from(finding.severity == Severity::Error);
        if self.found <= ENOUGH {
            self.findings.push(finding);
        }
    }

    /// An error at a place of the book.
    pub fn error(&self, code: &'static str, spot: Spot) -> Diagnostic {
        Diagnostic::error(code, self.book.place(spot))
    }

    /// Fills a cell; one may be filled only once.
    pub fn fill(&mut self, cell: usize, spot: Spot, kind: Kind) {
        if let Some(first) = self.spots.get(cell).copied().flatten() {
            let finding = self.error("sheet-row-twice", spot).with("label", self.label(cell));
            return self.report(finding.see("sheet-first", self.book.place(first)));
        }
        self.spots[cell] = Some(spot);
        let Some(own) = self.book.sheets[spot.sheet].cell(spot.row, spot.column) else { return };
        match own.oddity {
            Some(oddity) => self.report(self.error(code(oddity), spot).with("written", &own.text)),
            None => match kind.parse(&shown(own, kind)) {
                Ok(figure) => self.figures[cell] = figure,
                Err(misspelling) => self.report(misspelling.at(self.book.place(spot), own.text.trim())),
            },
        }
    }

    /// Says that a cell does not apply.
    pub fn set_aside(&mut self, cell: usize) {
        self.figures[cell] = Figure::NotApplicable;
    }

    /// Whether the book has a cell.
    pub fn is_there(&self, cell: usize) -> bool {
        self.spots[cell].is_some()
    }

    fn label(&self, cell: usize) -> String {
        self.form.cells().nth(cell).map(|cell| self.form.label(cell)).unwrap_or_default()
    }
}

/// A cell's text; an amount with the decimals that its cell shows.
fn shown(cell: &Cell, kind: Kind) -> String {
    let own = cell.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let wanted = cell.decimals.min(MOST_DECIMALS);
    if !kind.amount || own >= wanted {
        return cell.text.clone();
    }
    let point = if own == 0 { "." } else { "" };
    format!("{}{point}{}", cell.text, "0".repeat(wanted - own))
}

fn code(oddity: Oddity) -> &'static str {
    match oddity {
        Oddity::TooLong => "sheet-too-long",
        Oddity::Scaled => "sheet-scaled",
    }
}
