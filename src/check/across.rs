//! Family 2, across years and agencies, as far as it is not written in forms: leaps, and sums of the bodies below.

use rust_decimal::Decimal;

use super::rule::Rule;
use super::subject::Subject;
use crate::model::figure::Figure;
use crate::model::report::{ReportId, Statistics};
use crate::model::standing::Standing;
use crate::model::totals::Total;
use crate::text::diagnostics::Diagnostics;

/// A figure that is more than so many times last year's, or less than that part of it, is a leap.
const LEAP: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Smaller figures leap every year.
const LEAST: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Figures more than five times, or less than a fifth of, last year's.
pub(super) fn jumps(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Some((statistics, form)) = subject.statistics(report) else { return };
    let Some(last) = subject.last(report) else { return };
    let Some((last_statistics, last_form)) = subject.statistics(last) else { return };
    // Another form counts otherwise.
    if !std::ptr::eq(form, last_form) {
        return;
    }
    for cell in form.cells() {
        let (now, before) = (statistics.figures.get(cell), last_statistics.figures.get(cell));
        let (Figure::Number(now), Figure::Number(before)) = (now, before) else { continue };
        if is_leap(now, before) {
            let finding = rule.at(subject.locate_cell(report, [cell]), format!("{before} → {now}"));
            let finding = finding.with("label", form.label(cell)).with("before", before).with("now", now);
            found.push(finding.see("last-year", subject.locate_cell(last, [cell])));
        }
    }
}

fn is_leap(now: Decimal, before: Decimal) -> bool {
    let (small, large) = if now.abs() < before.abs() { (now.abs(), before.abs()) } else { (before.abs(), now.abs()) };
    large >= LEAST && small.checked_mul(LEAP).is_some_and(|most| large > most)
}

/// A report that gathers those of the bodies below: cells that are not their sum, where every one of them reported on the same form.
pub(super) fn roll_up(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let (portal, own) = (subject.portal, subject.portal.report(report));
    if !portal.agency(own.agency).level.is_aggregated() || !portal.is_rolled_up(own.agency, own.facts.year) {
        return;
    }
    let Some((statistics, form)) = subject.statistics(report) else { return };
    let Some(parts) = parts(subject, report, statistics) else { return };
    for cell in form.cells() {
        let Figure::Number(stated) = statistics.figures.get(cell) else { continue };
        let mut total = Total::default();
        parts.iter().for_each(|(_, part)| total.add(part.figures.get(cell)));
        let is_whole = usize::try_from(total.answered).is_ok_and(|answered| answered == parts.len());
        if let Some(sum) = total.sum.filter(|sum| is_whole && *sum != stated) {
            let finding = rule.at(subject.locate_cell(report, [cell]), format!("{stated} ≠ {sum}"));
            let finding = finding.with("label", form.label(cell)).with("stated", stated).with("sum", sum);
            found.push(finding.with("agencies", parts.len()).with("difference", (stated - sum).abs()));
        }
    }
}

/// The filled-in forms of everybody below who had to report; none if one of them is missing, or is on another form.
fn parts<'a>(subject: &Subject<'a>, report: ReportId, own: &Statistics) -> Option<Vec<(ReportId, &'a Statistics)>> {
    let (portal, year) = (subject.portal, subject.portal.report(report).facts.year);
    let mut parts = Vec::new();
    for child in &portal.agency(portal.report(report).agency).children {
        match (portal.report_of(*child, year), portal.standing(*child, year)) {
            (Some(part), _) => {
                let (statistics, _) = subject.statistics(part).filter(|(statistics, _)| statistics.form == own.form)?;
                parts.push((part, statistics));
            }
            (None, Standing::NotRequired) => {}
            (None, _) => return None,
        }
    }
    (!parts.is_empty()).then_some(parts)
}
