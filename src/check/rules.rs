//! The table of rules, in the order of their families.

use super::arithmetic;
use super::rule::{Family, Judge, Rule};
use crate::text::diagnostics::Severity::{Error, Warning};
use crate::text::personal::Kind;

/// All rules. What each means stands in the catalogues under its code: a summary, an explanation, the legal source and an example.
pub const RULES: &[Rule] = &[
    Rule { code: "sum", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::sums) },
    Rule { code: "part", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::parts) },
    Rule { code: "doubtful", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::doubtful) },
    Rule { code: "blank-total", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::blank_totals) },
    Rule { code: "carry-over", family: Family::Across, severity: Error, judge: Judge::Report(arithmetic::carried_over) },
    Rule { code: "stock", family: Family::Across, severity: Warning, judge: Judge::Report(arithmetic::stocks) },
    // Privacy
    Rule { code: "resident-id", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::ResidentId) },
    Rule { code: "resident-id-15", family: Family::Privacy, severity: Warning, judge: Judge::Number(Kind::ResidentId15) },
    Rule { code: "mobile-number", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::Mobile) },
    Rule { code: "bank-card", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::BankCard) },
    Rule { code: "attachment-unread", family: Family::Privacy, severity: Warning, judge: Judge::Attachment },
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
