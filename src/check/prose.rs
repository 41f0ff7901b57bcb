//! Family 3, prose against table: what a narrative says of figures, compared with the figures.
//!
//! Precision comes first: what may be about another year, another body or a part of the whole is passed over.

mod lists;
mod meant;

use rust_decimal::Decimal;

use self::lists::{List, Total, lists};
use self::meant::{Meant, disagreement};
use super::reading::Readings;
use super::reading::counts::{Count, is_blank};
use super::reading::statements::Reading;
use super::rule::Rule;
use super::subject::Document;
use crate::model::figures::Figures;
use crate::model::form::Form;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::prose::Block;

/// 正文与表不一致: an indicator that the narrative states is neither its figure nor a sum that it can rightly mean.
pub(super) fn figures(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(case) = Case::of(document) else { return };
    let Some((form, figures)) = case.table else { return };
    for paragraph in &case.readings.paragraphs {
        let (block, reading) = (paragraph.block, &paragraph.reading);
        for statement in reading.statements.iter().filter(|statement| statement.is_sure) {
            let count = &reading.counts[statement.count];
            let meant = Meant::all(&form.wordings.get(statement.wording).means, form, figures, count.unit);
            if let Some((nearest, gap)) = disagreement(&meant, count.number, count.precision) {
                let seen = format!("{} ≠ {}", count.number.normalize(), nearest.value);
                let finding = rule
                    .at(document.file.in_block(block, count.span.clone()), seen)
                    .with("stated", in_one_line(&reading.text[statement.span.clone()]))
                    .with("difference", gap.abs().normalize())
                    .with("meant", meant.iter().map(Meant::spell).collect::<Vec<_>>().join("\n"));
                found.push(finding.see("prose-cell", document.file.first_cell(form, nearest.cells.iter().copied())));
            }
        }
    }
}

/// 分项之和: a list of counts does not add up to what the narrative or the table says that it does.
pub(super) fn sums(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(case) = Case::of(document) else { return };
    let mut before: &[Count] = &[];
    for paragraph in &case.readings.paragraphs {
        let reading = &paragraph.reading;
        for list in lists(reading, &case.readings.own, case.readings.wordings) {
            // A sum that is stated somewhere near is what the list adds up to, whatever else it may seem to be a part of.
            let is_stated = |counts: &[Count]| counts.iter().any(|count| count.number == list.sum && !count.is_nothing());
            if !is_stated(before) && !is_stated(&reading.counts) {
                found.extend(case.judge(rule, paragraph.block, reading, &list));
            }
        }
        before = &reading.counts;
    }
}

/// A report that is checked.
struct Case<'a, 'd> {
    document: &'d Document<'a>,
    readings: &'d Readings<'a>,
    table: Option<(&'a Form, &'a Figures)>,
}

impl<'a, 'd> Case<'a, 'd> {
    /// None if the document is no report.
    fn of(document: &'d Document<'a>) -> Option<Self> {
        let figures = document.facts.report()?.statistics.as_ref().map(|statistics| &statistics.figures);
        Some(Case { document, readings: document.readings()?, table: document.form.zip(figures) })
    }

    /// Tells a list that does not add up. A selection, or a list that only may be complete, can add up to less.
    fn judge(&self, rule: &Rule, block: &Block, reading: &Reading<'_>, list: &List) -> Option<Diagnostic> {
        let file = &self.document.file;
        let meant = self.meant(reading, list);
        let (gap, total, whole, place) = match list.total {
            Total::Stated(index) => {
                let total = &reading.counts[index];
                let gap = list.sum.checked_sub(total.number).filter(|gap| gap.abs() > total.precision)?;
                if meant.iter().any(|meant| meant.gap(list.sum, Decimal::ZERO).is_none()) {
                    return None;
                }
                let whole = in_one_line(&reading.text[total.span.clone()]);
                (gap, total.number.normalize().to_string(), whole, file.in_block(block, total.span.clone()))
            }
            Total::Meant(_) => {
                let (nearest, gap) = disagreement(&meant, list.sum, Decimal::ZERO)?;
                let (form, _) = self.table?;
                (gap, nearest.value.to_string(), nearest.spell(), file.first_cell(form, nearest.cells.iter().copied()))
            }
        };
        if gap <= Decimal::ZERO && !list.is_complete {
            return None;
        }
        let items: Vec<String> = list.items.iter().map(|item| reading.counts[*item].number.normalize().to_string()).collect();
        let finding = rule
            .at(file.in_block(block, list.span.clone()), format!("{} ≠ {total}", list.sum.normalize()))
            .with("items", items.len())
            .with("parts", items.join(" + "))
            .with("sum", list.sum.normalize())
            .with("total", total)
            .with("whole", whole)
            .with("difference", gap.abs().normalize());
        Some(finding.see("prose-total", place))
    }

    /// What the table says of what a list should add up to.
    fn meant(&self, reading: &Reading<'_>, list: &List) -> Vec<Meant<'a>> {
        let wording = match list.total {
            Total::Meant(wording) => Some(wording),
            Total::Stated(index) => reading.statement(index).map(|statement| statement.wording),
        };
        let (Some(wording), Some((form, figures))) = (wording, self.table) else { return Vec::new() };
        Meant::all(&form.wordings.get(wording).means, form, figures, reading.counts[list.items[0]].unit)
    }
}

fn in_one_line(text: &str) -> String {
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
