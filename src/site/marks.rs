//! Marks: how the theme prints each kind of cell. There are a few kinds and millions of cells, so each kind is printed once, with holes for
//! what differs.

use std::collections::BTreeMap;

use super::holes::{Hole, Printed};
use super::theme::Theme;
use super::views;
use crate::model::figure::Figure;
use crate::text::diagnostics::Diagnostic;

/// What stands in a form's cell: a figure, and for a sum that not all reports have one for, how many have, of how many.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// The figure.
    pub figure: Figure,
    /// Of a sum.
    pub coverage: Option<(u32, u32)>,
}

impl Content {
    fn is_partial(self) -> bool {
        self.coverage.is_some_and(|(answered, of)| answered < of)
    }

    /// Writes a cell's text, this filled in.
    fn fill(self, out: &mut String, printed: &Printed) {
        let (answered, of) = self.coverage.unwrap_or_default();
        printed.fill(out, |hole, out| match hole {
            Hole::Value => self.figure.push_to(out),
            Hole::Answered => out.push_str(&answered.to_string()),
            Hole::Of => out.push_str(&of.to_string()),
            Hole::Cell(_) | Hole::Year | Hole::Filler => {}
        });
    }
}

/// How the theme prints each kind of content of a form's cell.
#[derive(Debug)]
pub(super) struct FormMarks {
    /// Blank, not applicable, zero, number; each as a figure and as a partial sum.
    printed: [Printed; 8],
}

impl FormMarks {
    pub fn print(theme: &Theme) -> Result<FormMarks, Diagnostic> {
        let mut printed: [Printed; 8] = Default::default();
        for (index, slot) in printed.iter_mut().enumerate() {
            let status = ["blank", "not_applicable", "reported", "reported"][index % 4];
            let cell = views::Cell {
                status,
                zero: index % 4 == 2,
                value: Hole::Value.token(),
                partial: index >= 4,
                answered: Hole::Answered.token(),
                reports: Hole::Of.token(),
            };
            *slot = Printed::of(theme.print("cell.html", &cell)?.trim());
        }
        Ok(FormMarks { printed })
    }

    pub fn fill(&self, out: &mut String, content: Content) {
        let kind = match content.figure {
            Figure::Blank => 0,
            Figure::NotApplicable => 1,
            Figure::Number(number) if number.is_zero() => 2,
            Figure::Number(_) => 3,
        };
        content.fill(out, &self.printed[kind + if content.is_partial() { 4 } else { 0 }]);
    }
}

/// What stands in a cell of a series over the years.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeriesContent {
    /// As in [`views::SeriesCell`].
    pub status: &'static str,
    pub content: Content,
    pub turn: bool,
    pub breaks: bool,
}

/// Status, whether it is zero, whether it is partial, whether it turns, whether it breaks.
type SeriesKind = (&'static str, bool, bool, bool, bool);

/// How the theme prints each kind of cell of a series.
#[derive(Debug)]
pub(super) struct SeriesMarks {
    printed: BTreeMap<SeriesKind, Printed>,
}

impl SeriesMarks {
    /// All that can stand in a cell.
    const STATUSES: [&str; 8] =
        ["reported", "blank", "not_applicable", "absent", "missing", "not-yet-due", "not-required", "mixed"];

    pub fn print(theme: &Theme) -> Result<SeriesMarks, Diagnostic> {
        let mut printed = BTreeMap::new();
        for (status, flags) in Self::STATUSES.into_iter().flat_map(|status| (0..16).map(move |flags| (status, flags))) {
            let [zero, partial, turn, breaks] = [1, 2, 4, 8].map(|flag| flags & flag != 0);
            if (zero || partial) && status != "reported" {
                continue;
            }
            let cell = views::SeriesCell {
                status,
                zero,
                value: Hole::Value.token(),
                partial,
                answered: Hole::Answered.token(),
                required: Hole::Of.token(),
                turn,
                breaks,
            };
            let text = theme.print("series-cell.html", &cell)?;
            printed.insert((status, zero, partial, turn, breaks), Printed::of(text.trim()));
        }
        Ok(SeriesMarks { printed })
    }

    /// The cells of a row, one below the other.
    pub fn row(&self, cells: &[SeriesContent]) -> String {
        let mut out = String::new();
        for cell in cells {
            let number = cell.content.figure.number().filter(|_| cell.status == "reported");
            let is_zero = number.is_some_and(|number| number.is_zero());
            let is_partial = number.is_some() && cell.content.is_partial();
            if !out.is_empty() {
                out.push('\n');
            }
            if let Some(printed) = self.printed.get(&(cell.status, is_zero, is_partial, cell.turn, cell.breaks)) {
                cell.content.fill(&mut out, printed);
            }
        }
        out
    }
}
