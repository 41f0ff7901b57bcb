//! Family 6, review before publication: what is public and how (预先审查), and that no secret is (保密审查).

use super::rule::Rule;
use super::subject::Subject;
use crate::model::report::ReportId;
use crate::text::diagnostics::Diagnostics;

/// Reviews that `site.yaml` requires and the report does not name.
pub(super) fn missing(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let facts = &subject.portal.report(report).facts;
    for review in &subject.portal.config.required_reviews {
        if !facts.reviews.iter().any(|reviewed| reviewed.review == *review) {
            found.push(rule.at(subject.locate_value(report, &["review"]), review.name()).with("review", review.name()));
        }
    }
}

/// Reviews on a day after the publication that they should come before.
pub(super) fn afterwards(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let facts = &subject.portal.report(report).facts;
    for reviewed in facts.reviews.iter().filter(|reviewed| reviewed.on > facts.published) {
        let place = subject.locate_value(report, &["review", reviewed.review.name(), "on"]);
        let seen = format!("{} > {}", reviewed.on, facts.published);
        found.push(rule.at(place, seen).with("review", reviewed.review.name()));
    }
}
