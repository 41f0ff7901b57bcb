//! The table of rules, in the order of their families.

use super::arithmetic;
use super::content;
use super::rule::{Family, Judge, Rule};
use crate::text::diagnostics::Severity::{Error, Warning};

/// All rules. What each means stands in the catalogues under its code: a summary, an explanation, the legal source and an example.
pub const RULES: &[Rule] = &[
    Rule { code: "sum", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::sums) },
    Rule { code: "part", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::parts) },
    Rule { code: "doubtful", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::doubtful) },
    Rule { code: "blank-total", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::blank_totals) },
    Rule { code: "carry-over", family: Family::Across, severity: Error, judge: Judge::Report(arithmetic::carried_over) },
    Rule { code: "stock", family: Family::Across, severity: Warning, judge: Judge::Report(arithmetic::stocks) },
    // Completeness and form.
    Rule { code: "part-missing", family: Family::Content, severity: Warning, judge: Judge::Document(content::missing_parts) },
    Rule { code: "part-too-long", family: Family::Content, severity: Warning, judge: Judge::Document(content::parts_too_long) },
    Rule { code: "part-says-nothing", family: Family::Content, severity: Warning, judge: Judge::Document(content::parts_that_say_nothing) },
    Rule { code: "part-repeated", family: Family::Content, severity: Warning, judge: Judge::Report(content::repeated_parts) },
    Rule { code: "fee-not-reported", family: Family::Content, severity: Warning, judge: Judge::Document(content::fee_not_reported) },
    Rule { code: "no-text", family: Family::Content, severity: Warning, judge: Judge::Document(content::no_text) },
    Rule { code: "form-abolished", family: Family::Content, severity: Warning, judge: Judge::Document(content::abolished_form) },
    Rule { code: "title-year", family: Family::Content, severity: Warning, judge: Judge::Document(content::title_year) },
    Rule { code: "title-agency", family: Family::Content, severity: Warning, judge: Judge::Report(content::title_agency) },
    Rule { code: "template-residue", family: Family::Content, severity: Warning, judge: Judge::Document(content::template_residue) },
    Rule { code: "date-lost", family: Family::Content, severity: Warning, judge: Judge::Document(content::lost_dates) },
    Rule { code: "stale-year", family: Family::Content, severity: Warning, judge: Judge::Document(content::stale_years) },
    Rule { code: "document-number", family: Family::Content, severity: Warning, judge: Judge::Document(content::document_numbers) },
    Rule { code: "late", family: Family::Content, severity: Warning, judge: Judge::Report(content::late) },
    Rule { code: "published-early", family: Family::Content, severity: Warning, judge: Judge::Document(content::published_early) },
    Rule { code: "published-ahead", family: Family::Content, severity: Warning, judge: Judge::Report(content::published_ahead) },
    Rule { code: "outside-years", family: Family::Content, severity: Warning, judge: Judge::Report(content::outside_years) },
    Rule { code: "not-a-rule-maker", family: Family::Content, severity: Warning, judge: Judge::Report(content::not_a_rule_maker) },
    Rule { code: "copied-narrative", family: Family::Content, severity: Warning, judge: Judge::Portal(content::copied_narratives) },
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
