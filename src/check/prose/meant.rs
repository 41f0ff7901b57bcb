//! What a count can mean: the figure of a cell, or a sum of figures, in the unit that the text counts in.

use rust_decimal::Decimal;

use crate::check::interval::Interval;
use crate::check::reading::lexicon::LEXICON;
use crate::model::figure::Figure;
use crate::model::figures::Figures;
use crate::model::form::{CellId, Form};
use crate::model::wording::Meaning;

/// One of the things that a count can mean.
pub(super) struct Meant<'a> {
    form: &'a Form,
    figures: &'a Figures,
    /// What is added up.
    pub cells: &'a [CellId],
    /// What that can be, in the text's unit.
    pub value: Interval,
    /// What the last digit of an amount is worth, which may have been rounded.
    precision: Decimal,
}

impl<'a> Meant<'a> {
    /// What a wording means where it is counted in a unit.
    pub fn all(means: &'a [Meaning], form: &'a Form, figures: &'a Figures, unit: &str) -> Vec<Meant<'a>> {
        means.iter().map(|meaning| Meant::of(&meaning.cells, form, figures, unit)).collect()
    }

    fn of(cells: &'a [CellId], form: &'a Form, figures: &'a Figures, unit: &str) -> Meant<'a> {
        let mut meant = Meant { form, figures, cells, value: Interval::ZERO, precision: Decimal::ZERO };
        for cell in cells {
            let (kind, figure) = (form.kind(*cell), figures.get(*cell));
            let scale = form.unit(*cell).and_then(|own| scale(own, unit)).unwrap_or(Decimal::ONE);
            let scaled = match figure {
                Figure::Number(number) => number.checked_mul(scale).map_or(Figure::Blank, Figure::Number),
                other => other,
            };
            meant.value = meant.value.plus(Interval::of(scaled, kind));
            if let (true, Figure::Number(number)) = (kind.amount && !scaled.number().unwrap_or_default().is_zero(), figure) {
                let last_digit = Decimal::new(1, number.scale()).checked_mul(scale);
                meant.precision = meant.precision.max(last_digit.unwrap_or_default());
            }
        }
        meant
    }

    /// By how much a number, written with some precision, is surely larger (or, negative, smaller) than this; none if it need not be.
    pub fn gap(&self, number: Decimal, precision: Decimal) -> Option<Decimal> {
        let own = Interval { least: Some(number), most: Some(number) };
        let larger = own.exceeds(self.value);
        let smaller = self.value.exceeds(own).map(|gap| -gap);
        let tolerance = precision.max(self.precision);
        larger.or(smaller).filter(|gap| tolerance.is_zero() || gap.abs() >= tolerance)
    }

    /// Labels and figures: `（一）收到申请数 7`. Amounts have their unit, which the text need not share.
    pub fn spell(&self) -> String {
        let figure = |cell: &CellId| match self.figures.get(*cell) {
            Figure::Blank => "~".to_owned(),
            Figure::NotApplicable => "n/a".to_owned(),
            number @ Figure::Number(_) => match self.form.unit(*cell).filter(|_| self.form.kind(*cell).amount) {
                Some(unit) => format!("{number} {unit}"),
                None => number.to_string(),
            },
        };
        let spelled: Vec<String> = self.cells.iter().map(|cell| format!("{} {}", self.form.label(*cell), figure(cell))).collect();
        match (spelled.len(), self.value) {
            (1, _) => spelled.concat(),
            (_, Interval { least, most }) if least == most => format!("{} = {}", spelled.join(" + "), self.value),
            (_, open) => format!("{} {open}", spelled.join(" + ")),
        }
    }
}

/// The nearest of what a number can mean, and by how much that differs; none if it is one of them, or there are none.
pub(super) fn disagreement<'m, 'a>(
    meant: &'m [Meant<'a>],
    number: Decimal,
    precision: Decimal,
) -> Option<(&'m Meant<'a>, Decimal)> {
    let gaps = meant.iter().map(|meant| Some((meant, meant.gap(number, precision)?))).collect::<Option<Vec<_>>>()?;
    gaps.into_iter().min_by_key(|(_, gap)| gap.abs())
}

/// How many of a unit another one is, that a form may count in: ten thousand 元 are a 万元.
fn scale(own: &str, unit: &str) -> Option<Decimal> {
    let letters = own.strip_suffix(unit)?;
    letters.chars().try_fold(Decimal::ONE, |scale, letter| {
        scale.checked_mul(Decimal::from(10_u64.checked_pow(LEXICON.powers.get(letter)?)?))
    })
}
