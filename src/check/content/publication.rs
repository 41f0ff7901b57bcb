//! When a report is published, which form it is filled in on, and whether its title says whose it is.

use chrono::Datelike;

use super::super::rule::Rule;
use super::super::subject::{Document, Subject};
use super::wording::wording;
use crate::model::agency::AgencyId;
use crate::model::report::{Report, ReportId};
use crate::model::standing::{Standing, deadline};
use crate::text::diagnostics::Diagnostics;
use crate::text::fields::Cursor;

/// The form is for other years.
pub(in super::super) fn abolished_form(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let (Some(facts), Some(form)) = (document.facts.report(), document.form) else { return };
    let (from, to) = form.years;
    if from.is_some_and(|from| facts.year < from) || to.is_some_and(|to| to < facts.year) {
        let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
        let written = Cursor::top(document.file.front).get("statistics").and_then(|statistics| statistics.get("form"));
        let place = written.map_or_else(|| document.file.value(&["statistics"]), |form| form.place());
        let finding = rule.at(place, format!("{} {}", form.id, facts.year)).with("form", &form.short).with("year", facts.year);
        found.push(finding.with("years", format!("{}–{}", year(from), year(to))));
    }
}

/// Published before the year that it reports on had ended.
pub(in super::super) fn published_early(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(facts) = document.facts.report() else { return };
    if facts.published.year() <= i32::from(facts.year) {
        let seen = format!("{} < {}-01-01", facts.published, facts.year + 1);
        found.push(rule.at(document.file.value(&["published"]), seen).with("year", facts.year));
    }
}

/// Published on a day that is still to come. A draft may say when it is meant to be.
pub(in super::super) fn published_ahead(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let facts = &subject.portal.report(report).facts;
    let today = subject.portal.today;
    if facts.published > today && !facts.is_draft {
        found.push(rule.at(subject.locate_value(report, &["published"]), facts.published).with("today", today));
    }
}

/// Published after the deadline. Of several reports on a year the one that counts is looked at.
pub(in super::super) fn late(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Report { agency, facts, .. } = subject.portal.report(report);
    let due = deadline(subject.portal.agency(*agency).level, facts.year);
    let Standing::Late(days) = Standing::of(Some(facts.published), due, subject.portal.today) else { return };
    if subject.portal.report_of(*agency, facts.year) == Some(report) {
        let place = subject.locate_value(report, &["published"]);
        found.push(rule.at(place, format!("{} > {due}", facts.published)).with("days", days).with("due", due));
    }
}

/// The agency did not exist, or says so.
pub(in super::super) fn outside_years(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Report { agency, facts, .. } = subject.portal.report(report);
    let body = subject.portal.agency(*agency);
    let is_before = body.first_year.is_some_and(|first| facts.year < first);
    if is_before || body.last_year.is_some_and(|last| last < facts.year) {
        let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
        let years = format!("{}–{}", year(body.first_year), year(body.last_year));
        let place = subject.locate_value(report, &["year"]);
        let finding = rule.at(place, format!("{} {years}", facts.year)).with("agency", &body.short_name);
        found.push(finding.with("year", facts.year).with("years", years));
    }
}

/// The title does not say whose report it is.
pub(in super::super) fn title_agency(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let Report { agency, facts, .. } = subject.portal.report(report);
    let body = subject.portal.agency(*agency);
    let is_named = facts.title.contains(&body.short_name) || names(subject, report).iter().any(|name| facts.title.contains(name));
    if !is_named {
        let place = subject.locate_value(report, &["title"]);
        found.push(rule.at(place, &facts.title).with("agency", &body.short_name));
    }
}

/// What a report's agency can be called: by its names, without 人民政府, without the body that it belongs to.
fn names(subject: &Subject<'_>, report: ReportId) -> Vec<String> {
    let Report { agency, facts, .. } = subject.portal.report(report);
    let body = subject.portal.agency(*agency);
    let mut names: Vec<String> = vec![body.name.clone(), body.short_name.clone()];
    names.extend(facts.issuer.clone());
    names = names.iter().flat_map(|name| [without_suffix(name).to_owned(), name.clone()]).collect();
    for above in names_above(subject, *agency) {
        let shorter: Vec<String> = names.iter().filter_map(|name| name.strip_prefix(above.as_str())).map(str::to_owned).collect();
        names.extend(shorter);
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

/// A body's name without 人民政府 and the like.
pub(super) fn without_suffix(name: &str) -> &str {
    wording().title.suffixes.iter().find_map(|suffix| name.strip_suffix(suffix.as_str())).unwrap_or(name)
}

/// The names of the bodies above an agency.
fn names_above(subject: &Subject<'_>, agency: AgencyId) -> Vec<String> {
    let mut names = Vec::new();
    let mut above = subject.portal.agency(agency).parent;
    while let Some(id) = above {
        let body = subject.portal.agency(id);
        names.extend([without_suffix(&body.name).to_owned(), body.short_name.clone()]);
        above = body.parent;
    }
    names
}
