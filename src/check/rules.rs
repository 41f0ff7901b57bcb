//! The table of rules, in the order of their families.

use super::rule::{Family, Judge, Rule};
use super::{across, arithmetic, content, prose, review, site};
use crate::text::diagnostics::Severity::{Error, Note, Warning};
use crate::text::personal::Kind;

/// All rules. What each means stands in the catalogues under its code: a summary, an explanation, the legal source and an example.
pub const RULES: &[Rule] = &[
    Rule { code: "sum", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::sums) },
    Rule { code: "part", family: Family::Arithmetic, severity: Error, judge: Judge::Report(arithmetic::parts) },
    Rule { code: "doubtful", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::doubtful) },
    Rule { code: "blank-total", family: Family::Arithmetic, severity: Warning, judge: Judge::Report(arithmetic::blank_totals) },
    Rule { code: "carry-over", family: Family::Across, severity: Error, judge: Judge::Report(arithmetic::carried_over) },
    Rule { code: "stock", family: Family::Across, severity: Warning, judge: Judge::Report(arithmetic::stocks) },
    Rule { code: "jump", family: Family::Across, severity: Note, judge: Judge::Report(across::jumps) },
    Rule { code: "roll-up", family: Family::Across, severity: Warning, judge: Judge::Report(across::roll_up) },
    Rule { code: "prose-figure", family: Family::Prose, severity: Warning, judge: Judge::Document(prose::figures) },
    Rule { code: "prose-sum", family: Family::Prose, severity: Warning, judge: Judge::Document(prose::sums) },
    Rule { code: "part-missing", family: Family::Content, severity: Warning, judge: Judge::Document(content::missing_parts) },
    Rule { code: "part-too-long", family: Family::Content, severity: Warning, judge: Judge::Document(content::parts_too_long) },
    Rule {
        code: "part-says-nothing",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Document(content::parts_that_say_nothing),
    },
    Rule { code: "part-repeated", family: Family::Content, severity: Warning, judge: Judge::Report(content::repeated_parts) },
    Rule {
        code: "fee-not-reported",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Document(content::fee_not_reported),
    },
    Rule { code: "no-text", family: Family::Content, severity: Warning, judge: Judge::Document(content::no_text) },
    Rule { code: "form-abolished", family: Family::Content, severity: Warning, judge: Judge::Document(content::abolished_form) },
    Rule { code: "title-year", family: Family::Content, severity: Warning, judge: Judge::Document(content::title_year) },
    Rule { code: "title-agency", family: Family::Content, severity: Warning, judge: Judge::Report(content::title_agency) },
    Rule {
        code: "template-residue",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Document(content::template_residue),
    },
    Rule { code: "date-lost", family: Family::Content, severity: Warning, judge: Judge::Document(content::lost_dates) },
    Rule { code: "stale-year", family: Family::Content, severity: Warning, judge: Judge::Document(content::stale_years) },
    Rule {
        code: "document-number",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Document(content::document_numbers),
    },
    Rule { code: "late", family: Family::Content, severity: Warning, judge: Judge::Report(content::late) },
    Rule {
        code: "published-early",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Document(content::published_early),
    },
    Rule { code: "published-ahead", family: Family::Content, severity: Warning, judge: Judge::Report(content::published_ahead) },
    Rule { code: "outside-years", family: Family::Content, severity: Warning, judge: Judge::Report(content::outside_years) },
    Rule {
        code: "not-a-rule-maker",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Report(content::not_a_rule_maker),
    },
    Rule {
        code: "copied-narrative",
        family: Family::Content,
        severity: Warning,
        judge: Judge::Portal(content::copied_narratives),
    },
    Rule { code: "resident-id", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::ResidentId) },
    Rule { code: "resident-id-15", family: Family::Privacy, severity: Warning, judge: Judge::Number(Kind::ResidentId15) },
    Rule { code: "mobile-number", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::Mobile) },
    Rule { code: "bank-card", family: Family::Privacy, severity: Error, judge: Judge::Number(Kind::BankCard) },
    Rule { code: "attachment-unread", family: Family::Privacy, severity: Warning, judge: Judge::Attachment },
    Rule { code: "review-missing", family: Family::Review, severity: Error, judge: Judge::Report(review::missing) },
    Rule { code: "review-afterwards", family: Family::Review, severity: Warning, judge: Judge::Report(review::afterwards) },
    Rule { code: "same-address", family: Family::Site, severity: Error, judge: Judge::Reading },
    Rule { code: "odd-name", family: Family::Site, severity: Error, judge: Judge::Reading },
    Rule { code: "broken-link", family: Family::Site, severity: Error, judge: Judge::Reading },
    Rule { code: "broken-fragment", family: Family::Site, severity: Warning, judge: Judge::Portal(site::broken_fragments) },
    Rule { code: "orphan-attachment", family: Family::Site, severity: Warning, judge: Judge::Portal(site::orphan_attachments) },
    Rule { code: "empty-section", family: Family::Site, severity: Warning, judge: Judge::Portal(site::empty_sections) },
    Rule { code: "empty-page", family: Family::Site, severity: Warning, judge: Judge::Document(site::empty_pages) },
    Rule { code: "report-missing", family: Family::Site, severity: Warning, judge: Judge::Agency(site::missing_reports) },
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
