//! Series: what stays comparable while forms change. Series are data, see `series.yaml`; forms say which cells carry them on.

use rust_decimal::Decimal;

use super::figures::{Figure, Figures};
use super::form::{CellId, Form};
use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;

/// The series that gongkai knows.
const BUILT_IN: &str = include_str!("series.yaml");

/// A figure that can be followed over years and forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Part of its URL.
    pub id: String,
    /// In Chinese, as the forms are.
    pub title: String,
    /// In English.
    pub title_en: String,
    /// Of all its figures.
    pub unit: String,
    /// What it counts, and where each form has it.
    pub note: String,
    /// Shown on the home page.
    pub headline: bool,
}

/// How one form carries a series on: a sum of cells, and the form's own definition where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Added up; blank if any of them is.
    pub cells: Vec<CellId>,
    /// Two years are comparable only if their definitions are the same.
    pub definition: Option<String>,
}

impl Term {
    /// The series' figure in a report.
    pub fn figure(&self, figures: &Figures) -> Figure {
        let mut sum: Option<Decimal> = None;
        for figure in self.cells.iter().map(|cell| figures.get(*cell)) {
            match figure {
                Figure::Blank => return Figure::Blank,
                Figure::NotApplicable => {}
                Figure::Number(number) => match sum.unwrap_or(Decimal::ZERO).checked_add(number) {
                    Some(total) => sum = Some(total),
                    None => return Figure::Blank,
                },
            }
        }
        sum.map_or(Figure::NotApplicable, Figure::Number)
    }
}

impl Form {
    /// How this form carries a series on, if it does.
    pub fn term(&self, series: &str) -> Option<&Term> {
        self.series.iter().find(|(id, _)| id == series).map(|(_, term)| term)
    }
}

/// All series, in the order of their file.
pub fn known() -> Vec<Series> {
    let text = Text::new("series.yaml", BUILT_IN);
    // A test reads it without a finding.
    read_file(&text, &mut Diagnostics::new(), |fields| fields.maps("series", from_fields)).unwrap_or_default()
}

fn from_fields(fields: &mut Fields<'_>) -> Series {
    Series {
        id: fields.required_text("id"),
        title: fields.required_text("title"),
        title_en: fields.required_text("title_en"),
        unit: fields.required_text("unit"),
        note: fields.required_text("note"),
        headline: fields.flag("headline"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_file_reads_whole() {
        assert_eq!(known().len(), BUILT_IN.matches("id: ").count());
        assert!(known().len() >= 11);
    }
}
