//! Totals: the sum of many reports, cell by cell, that always says how many it covers. Blanks stay out and are counted.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::figures::Figures;

/// The sum of one cell over reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// None if no report gave a number, or if the sum is beyond what a decimal can hold.
    pub sum: Option<Decimal>,
    is_too_large: bool,
    /// How many reports gave a number or said that it does not apply.
    pub answered: u32,
}

impl Total {
    /// The total as a figure, to be printed like one.
    pub fn figure(self) -> Figure {
        match (self.sum, self.answered) {
            (Some(sum), _) => Figure::Number(sum),
            (None, 0) => Figure::Blank,
            (None, _) => Figure::NotApplicable,
        }
    }

    /// Adds a figure; a blank stays out.
    pub fn add(&mut self, figure: Figure) {
        match figure {
            Figure::Blank => return,
            Figure::NotApplicable => {}
            Figure::Number(_) if self.is_too_large => {}
            Figure::Number(number) => {
                self.sum = self.sum.unwrap_or_default().checked_add(number);
                self.is_too_large = self.sum.is_none();
            }
        }
        self.answered += 1;
    }
}

/// The sums of a form's cells over reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    cells: Box<[Total]>,
    /// How many reports were added up.
    pub reports: u32,
}

impl Totals {
    /// Adds up reports that all use one form.
    pub fn of<'f>(cell_count: usize, reports: impl Iterator<Item = &'f Figures>) -> Totals {
        let mut totals = Totals { cells: vec![Total::default(); cell_count].into(), reports: 0 };
        for figures in reports {
            totals.reports += 1;
            for (total, figure) in totals.cells.iter_mut().zip(figures.all()) {
                total.add(*figure);
            }
        }
        totals
    }

    /// The total of a cell, by its index in the form.
    pub fn at(&self, index: usize) -> Total {
        self.cells.get(index).copied().unwrap_or_default()
    }

    /// Whether any report gave anything in these cells.
    pub fn has_row(&self, cells: std::ops::Range<usize>) -> bool {
        self.cells[cells].iter().any(|total| total.answered > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_stay_out_and_are_counted() {
        let mut total = Total::default();
        assert_eq!(total.figure(), Figure::Blank);
        for figure in [Figure::Number(Decimal::new(125, 1)), Figure::Blank, Figure::NotApplicable, Figure::Number(Decimal::ONE)] {
            total.add(figure);
        }
        assert_eq!(total, Total { sum: Some(Decimal::new(135, 1)), answered: 3, is_too_large: false });
    }

    #[test]
    fn a_zero_that_was_reported_is_no_blank() {
        let mut total = Total::default();
        total.add(Figure::Number(Decimal::ZERO));
        assert_eq!(total.figure(), Figure::Number(Decimal::ZERO));
    }
}
