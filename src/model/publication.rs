//! What a document's publication depends on: whether it is a draft, who reviewed it, and which findings are known to stay.

use chrono::NaiveDate;

use crate::text::diagnostics::Place;
use crate::text::fields::Fields;

/// A review before publication: 预先审查 of what is public and how, 保密审查 of what must not be (政府信息公开条例, 第十七条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Review {
    /// 预先审查
    Content,
    /// 保密审查
    Secrecy,
}

impl Review {
    /// Both, in the order of their names in front matter.
    pub const ALL: [Review; 2] = [Review::Content, Review::Secrecy];

    /// The name in front matter and in `site.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Review::Content => "content",
            Review::Secrecy => "secrecy",
        }
    }
}

/// Who reviewed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Which review.
    pub review: Review,
    /// The person or office.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
}

/// A finding that stays because the record was published as it is: 数据说明.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIssue {
    /// The rule's code.
    pub rule: String,
    /// What was found: `27 ≠ 21`.
    pub seen: String,
    /// Why it is so, for readers of the report.
    pub reason: String,
    /// Where this stands.
    pub place: Place,
}

/// Reads `status`: `draft`, or `published`, which is meant where nothing is said.
pub(super) fn is_draft(fields: &mut Fields<'_>) -> bool {
    let read = |text: &str| match text {
        "draft" => Some(true),
        "published" => Some(false),
        _ => None,
    };
    fields.parse("status", "expected-status", read).unwrap_or(false)
}

/// Reads `review`.
pub(super) fn reviews(fields: &mut Fields<'_>) -> Vec<Reviewed> {
    let read = |review: Review, fields: &mut Fields<'_>| {
        fields.map(review.name(), |f| {
            let by = f.required_text("by");
            if f.raw("on").is_none() {
                f.missing("on");
            }
            Reviewed { review, by, on: f.day("on").unwrap_or_default() }
        })
    };
    Review::ALL.into_iter().filter_map(|review| read(review, fields)).collect()
}

/// Reads one of `known_issues`.
pub(super) fn known_issue(fields: &mut Fields<'_>) -> KnownIssue {
    let place = fields.raw("rule").map_or_else(|| fields.place(), |rule| rule.place());
    let rule = fields.required_text("rule");
    KnownIssue { rule, seen: fields.required_text("seen"), reason: fields.required_text("reason"), place }
}
