//! What a sum of figures can be: from a least to a most. A blank is not known, so it can be anything that its cell may hold.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::figure::{Figure, Kind};

/// All numbers between two, both included; none for no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

impl Interval {
    /// Nothing but zero.
    pub const ZERO: Interval = Interval { least: Some(Decimal::ZERO), most: Some(Decimal::ZERO) };

    /// What a cell can mean: a number is itself, not applicable is nothing, a blank is whatever the cell may hold.
    pub fn of(figure: Figure, kind: Kind) -> Interval {
        match figure {
            Figure::Number(number) => Interval { least: Some(number), most: Some(number) },
            Figure::NotApplicable => Interval::ZERO,
            Figure::Blank if kind.signed => Interval { least: None, most: None },
            Figure::Blank => Interval { least: Some(Decimal::ZERO), most: None },
        }
    }

    /// What the sum of two can be. A sum that no decimal can hold has no end.
    pub fn plus(self, other: Interval) -> Interval {
        let add = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Interval { least: add(self.least, other.least), most: add(self.most, other.most) }
    }

    /// What can be left when this is taken away from nothing.
    pub fn negative(self) -> Interval {
        Interval { least: self.most.map(|most| -most), most: self.least.map(|least| -least) }
    }

    /// By how much this is surely larger than another one; none if it need not be.
    pub fn exceeds(self, other: Interval) -> Option<Decimal> {
        let gap = self.least?.checked_sub(other.most?)?;
        (gap > Decimal::ZERO).then_some(gap)
    }
}

/// `7`; `≥7` and `≤7` where a blank leaves one end open.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => write!(f, "{}", least.normalize()),
            (Some(least), Some(most)) => write!(f, "{}…{}", least.normalize(), most.normalize()),
            (Some(least), None) => write!(f, "≥{}", least.normalize()),
            (None, Some(most)) => write!(f, "≤{}", most.normalize()),
            (None, None) => f.write_str("?"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: i64) -> Interval {
        Interval::of(Figure::Number(Decimal::from(n)), Kind::default())
    }

    #[test]
    fn a_blank_can_be_anything_that_its_cell_may_hold() {
        let blank = Interval::of(Figure::Blank, Kind::default());
        let signed = Interval::of(Figure::Blank, Kind { signed: true, ..Kind::default() });
        // A parent of 0 over blank children passes, known parts above their total do not, even beside blanks.
        assert_eq!(number(0).exceeds(blank).or(blank.exceeds(number(0))), None);
        assert_eq!(number(3).plus(blank).exceeds(number(2)), Some(Decimal::ONE));
        assert_eq!(number(3).plus(signed).exceeds(number(2)), None);
        assert_eq!(number(5).plus(blank.negative()).exceeds(number(9)), None);
        assert_eq!(Interval::of(Figure::NotApplicable, Kind::default()), Interval::ZERO);
    }

    #[test]
    fn intervals_print_their_open_ends() {
        let blank = Interval::of(Figure::Blank, Kind::default());
        assert_eq!(number(7).to_string(), "7");
        assert_eq!(number(7).plus(blank).to_string(), "≥7");
        assert_eq!(number(7).plus(blank.negative()).to_string(), "≤7");
    }
}
