//! 规章 of a body that can make none: rows of a form that say who can have figures in them.

use rust_decimal::Decimal;

use super::super::rule::Rule;
use super::super::subject::Subject;
use crate::model::agency::Level;
use crate::model::figure::Figure;
use crate::model::report::ReportId;
use crate::text::diagnostics::Diagnostics;

/// A figure other than 0 in a row that is not for such a body. A department with no body above it may be one of the State Council's,
/// which can make rules.
pub(in super::super) fn not_a_rule_maker(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Some((statistics, form)) = subject.statistics(report) else { return };
    let body = subject.portal.agency(subject.portal.report(report).agency);
    if body.level == Level::Department && body.parent.is_none() {
        return;
    }
    let is_other = |makers: &[Level]| !makers.is_empty() && !makers.contains(&body.level);
    let is_filled = |cell| matches!(statistics.figures.get(cell), Figure::Number(number) if number != Decimal::ZERO);
    for table in &form.tables {
        for (row, heading) in table.rows.iter().enumerate().filter(|(_, heading)| is_other(&heading.makers)) {
            let cells = (0..table.leaves.len()).filter_map(|leaf| table.cell(row, leaf));
            if let Some(cell) = cells.into_iter().find(|cell| is_filled(*cell)) {
                let finding = rule.at(subject.locate_cell(report, [cell]), statistics.figures.get(cell));
                found.push(finding.with("label", form.label(cell)).with("row", &heading.label).with("agency", &body.short_name));
            }
        }
    }
}
