//! Family 1, arithmetic, and the years of family 2 that forms write: their relations, judged so that a blank never fails.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::rule::Rule;
use super::subject::Subject;
use crate::model::figure::Figure;
use crate::model::form::Form;
use crate::model::naming::Naming;
use crate::model::relation::{Addend, Instance, Relation, Sign};
use crate::model::report::{ReportId, Statistics};
use crate::text::diagnostics::{Diagnostic, Diagnostics};

/// 合计: what must be equal is not.
pub(super) fn sums(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    judge(rule, subject, report, |r| !r.uses_last && !r.is_doubtful && r.sign == Sign::Equal, found);
}

/// 其中: a part is larger than the whole.
pub(super) fn parts(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    judge(rule, subject, report, |r| !r.uses_last && !r.is_doubtful && r.sign == Sign::AtMost, found);
}

/// Relations that may fail for good reasons.
pub(super) fn doubtful(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    judge(rule, subject, report, |r| !r.uses_last && r.is_doubtful, found);
}

/// 上年结转: what one year hands over, the next one must take.
pub(super) fn carried_over(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    judge(rule, subject, report, |r| r.uses_last && !r.is_doubtful, found);
}

/// Stocks and running totals, which may be put right from one year to the next.
pub(super) fn stocks(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    judge(rule, subject, report, |r| r.uses_last && r.is_doubtful, found);
}

/// 合计未填: parts are filled in, what they add up to is not.
pub(super) fn blank_totals(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Some((statistics, form)) = subject.statistics(report) else { return };
    let case = Case { subject: *subject, report, statistics, form, last: None };
    let relations = form.relations.iter().filter(|relation| !relation.uses_last && !relation.is_doubtful);
    for (relation, instance) in relations.flat_map(|r| r.instances.iter().map(move |instance| (r, instance))) {
        let (whole, parts) = match relation.sign {
            Sign::Equal => (&instance.left, &instance.right),
            Sign::AtMost => (&instance.right, &instance.left),
        };
        let [whole] = whole.as_slice() else { continue };
        let filled = parts.iter().find(|part| matches!(case.figure(part), Figure::Number(_)));
        if let Some(part) = filled.filter(|_| case.figure(whole) == Figure::Blank) {
            let place = subject.locate_cell(report, [part.cell]);
            let finding =
                rule.at(place, case.figure(part)).with("whole", form.label(whole.cell)).with("part", form.label(part.cell));
            found.push(finding.with("rule", &relation.written));
        }
    }
}

fn judge(rule: &Rule, subject: &Subject<'_>, report: ReportId, is_meant: impl Fn(&Relation) -> bool, found: &mut Diagnostics) {
    let Some((statistics, form)) = subject.statistics(report) else { return };
    let mut case = Case { subject: *subject, report, statistics, form, last: None };
    for relation in form.relations.iter().filter(|relation| is_meant(relation)) {
        if relation.uses_last && case.last.is_none() {
            let Some(last) = subject.last(report) else { return };
            let Some((statistics, form)) = subject.statistics(last) else { return };
            case.last = Some((last, statistics, form));
        }
        for instance in &relation.instances {
            let (left, right) = (case.side(&instance.left), case.side(&instance.right));
            if let Some((sign, gap)) = failure(relation.sign, left, right) {
                found.push(case.tell(rule, relation, instance, &Failure { left, sign, right, gap }));
            }
        }
    }
}

/// How a relation fails, if it surely does: the sign that holds instead, and by how much.
fn failure(sign: Sign, left: Interval, right: Interval) -> Option<(&'static str, Decimal)> {
    match sign {
        Sign::AtMost => left.exceeds(right).map(|gap| (">", gap)),
        Sign::Equal => left.exceeds(right).or_else(|| right.exceeds(left)).map(|gap| ("≠", gap)),
    }
}

struct Failure {
    left: Interval,
    sign: &'static str,
    right: Interval,
    gap: Decimal,
}

/// A report's figures, and those of the year before.
struct Case<'a> {
    subject: Subject<'a>,
    report: ReportId,
    statistics: &'a Statistics,
    form: &'a Form,
    last: Option<(ReportId, &'a Statistics, &'a Form)>,
}

impl Case<'_> {
    /// What an addend's cell holds; blank where the year before has no such cell.
    fn figure(&self, addend: &Addend) -> Figure {
        match (addend.is_last, &self.last) {
            (false, _) => self.statistics.figures.get(addend.cell),
            (true, Some((_, statistics, form))) => {
                let cell = match std::ptr::eq(*form, self.form) {
                    true => Some(addend.cell),
                    false => self.form.keys(addend.cell).and_then(|(row, column)| form.cell_at(row, column)),
                };
                cell.map_or(Figure::Blank, |cell| statistics.figures.get(cell))
            }
            (true, None) => Figure::Blank,
        }
    }

    fn side(&self, side: &[Addend]) -> Interval {
        side.iter().fold(Interval::ZERO, |sum, addend| {
            let interval = Interval::of(self.figure(addend), self.form.kind(addend.cell));
            sum.plus(if addend.is_negative { interval.negative() } else { interval })
        })
    }

    fn tell(&self, rule: &Rule, relation: &Relation, instance: &Instance, failure: &Failure) -> Diagnostic {
        let Failure { left, sign, right, gap } = failure;
        let own = instance.addends().filter(|addend| !addend.is_last).map(|addend| addend.cell);
        let place = self.subject.locate_cell(self.report, own);
        let first = instance.addends().find(|addend| !addend.is_last);
        let finding = rule
            .at(place, format!("{left} {sign} {right}"))
            .with("label", first.map(|addend| self.form.label(addend.cell)).unwrap_or_default())
            .with("rule", &relation.written)
            .with("difference", gap.normalize())
            .with("norm", self.form.norm.as_deref().unwrap_or(&self.form.title));
        let naming = Naming::of(self.form, instance);
        let finding = finding.with("left", self.spell(&instance.left, naming)).with("right", self.spell(&instance.right, naming));
        match self.last {
            Some((report, _, form)) if relation.uses_last => {
                let cells = instance.addends().filter(|addend| addend.is_last);
                let in_last = |addend: &Addend| self.form.keys(addend.cell).and_then(|(row, column)| form.cell_at(row, column));
                finding.see("last-year", self.subject.locate_cell(report, cells.filter_map(in_last)))
            }
            _ => finding,
        }
    }

    /// A side as labels with their figures: `（一）收到申请数 7 + …`. Of long sides, only what is not zero, and how
    /// many are blank: `20×~`.
    fn spell(&self, side: &[Addend], naming: Naming) -> String {
        let is_short = side.len() <= FEW;
        let mut words = String::new();
        let mut blank = 0;
        for addend in side {
            let figure = match self.figure(addend) {
                Figure::Blank if is_short => "~".to_owned(),
                Figure::Blank => {
                    blank += 1;
                    continue;
                }
                Figure::NotApplicable => "n/a".to_owned(),
                Figure::Number(number) if !is_short && number.is_zero() => continue,
                number @ Figure::Number(_) => number.to_string(),
            };
            let sign = match (words.is_empty(), addend.is_negative) {
                (true, false) => "",
                (true, true) => "− ",
                (false, false) => " + ",
                (false, true) => " − ",
            };
            let last = self.last.filter(|_| addend.is_last).map(|(report, ..)| self.subject.portal.report(report).facts.year);
            let year = last.map(|year| format!("{year} ")).unwrap_or_default();
            let _ = write!(words, "{sign}{year}{} {figure}", naming.label(self.form, addend.cell));
        }
        match (words.is_empty(), blank) {
            (true, 0) => words.push('0'),
            (_, 0) => {}
            (is_empty, blank) => {
                let _ = write!(words, "{}{blank}×~", if is_empty { "" } else { " + " });
            }
        }
        words
    }
}

/// So many addends are all written out.
const FEW: usize = 6;
