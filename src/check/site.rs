//! Family 7, the site: links to headings, attachments that nobody finds, sections without pages, years without a report.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::rule::Rule;
use super::subject::{Document, Facts, Subject};
use crate::model::agency::{AGENCY_FILE, AgencyId};
use crate::model::article::Section;
use crate::model::form::Form;
use crate::model::narrative::Narrative;
use crate::model::portal::{AttachmentId, CONTENT, ids};
use crate::model::standing::Standing;
use crate::site::links;
use crate::site::plan::Page;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::markdown::{self, Anchor};

/// Links to headings that the page has not.
pub(super) fn broken_fragments(rule: &Rule, subject: &Subject<'_>, found: &mut Diagnostics) {
    for narrative in narratives(subject).filter(|narrative| !narrative.anchors.is_empty()) {
        for anchor in narrative.anchors.iter().filter(|anchor| leads_nowhere(subject, narrative, anchor)) {
            let place = subject.locate(&narrative.source, |file| file.in_body(anchor.span.clone()));
            found.push(rule.at(place, format!("#{}", anchor.fragment)).with("fragment", &anchor.fragment));
        }
    }
}

fn narratives<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Narrative> {
    let portal = subject.portal;
    let reports = portal.reports.iter().map(|report| &report.narrative);
    reports.chain(portal.articles.iter().map(|article| &article.narrative))
}

/// Whether a page that somebody wrote has no heading, table or row of that name. Of other pages only the theme knows.
fn leads_nowhere(subject: &Subject<'_>, from: &Narrative, anchor: &Anchor) -> bool {
    let target = match anchor.path.as_str() {
        "" => Some((from, form_of(subject, from))),
        path => match links::resolve(subject.plan, &from.source, path) {
            Some(Page::Report(id)) => Some((&subject.portal.report(id).narrative, subject.statistics(id).map(|(_, form)| form))),
            Some(Page::Article(id)) => Some((&subject.portal.article(id).narrative, None)),
            _ => None,
        },
    };
    let Some((target, form)) = target else { return false };
    if form.is_some_and(|form| is_of_form(form, &anchor.fragment)) || anchor.fragment.starts_with("gk-") {
        return false;
    }
    let text = subject.sources.text(&target.source);
    text.is_ok_and(|text| {
        let body = text.as_str().get(target.start..).unwrap_or_default();
        !markdown::heading_ids(body).contains(&anchor.fragment)
    })
}

fn form_of<'a>(subject: &Subject<'a>, narrative: &Narrative) -> Option<&'a Form> {
    let report = subject.portal.reports.iter().find(|report| report.narrative.source == narrative.source)?;
    report.facts.statistics.as_ref().map(|statistics| subject.portal.form(statistics.form))
}

/// Whether a fragment names a table or a row of a form.
fn is_of_form(form: &Form, fragment: &str) -> bool {
    fragment.strip_prefix("T-").is_some_and(|table| form.table(table).is_some()) || form.row(fragment).is_some()
}

/// Attachments that stand beside no report and that no text links to.
pub(super) fn orphan_attachments(rule: &Rule, subject: &Subject<'_>, found: &mut Diagnostics) {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let of_reports: BTreeSet<Option<String>> =
        subject.portal.reports.iter().map(|report| folder(&report.narrative.source)).collect();
    let alone: Vec<(AttachmentId, &Arc<str>)> = ids(&subject.portal.attachments)
        .map(|id| (AttachmentId(id), &subject.portal.attachments[id as usize]))
        .filter(|(_, path)| !of_reports.contains(&folder(path)))
        .collect();
    if alone.is_empty() {
        return;
    }
    let linked: BTreeSet<AttachmentId> = narratives(subject)
        .flat_map(|narrative| narrative.links.iter().map(move |link| (narrative, link)))
        .filter_map(|(narrative, link)| match links::resolve(subject.plan, &narrative.source, &link.what) {
            Some(Page::Attachment(id)) => Some(id),
            _ => None,
        })
        .collect();
    for (_, path) in alone.into_iter().filter(|(id, _)| !linked.contains(id)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        found.push(rule.at(Place::file(Arc::clone(path)), name).with("name", name));
    }
}

/// Sections of the portal that have files but no page.
pub(super) fn empty_sections(rule: &Rule, subject: &Subject<'_>, found: &mut Diagnostics) {
    for section in Section::ALL {
        let folder = format!("{CONTENT}{}/", section.name());
        let first = subject.portal.attachments.iter().find(|path| path.starts_with(&folder));
        if let Some(path) = first.filter(|_| subject.portal.articles_in(section).is_empty()) {
            found.push(rule.at(Place::file(Arc::clone(path)), section.name()).with("section", section.name()));
        }
    }
}

/// Pages of the portal's own without a word. A report without a narrative is another matter.
pub(super) fn empty_pages(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    if matches!(document.facts, Facts::Article(_)) && document.prose.is_empty() {
        found.push(rule.at(document.file.value(&["title"]), document.file.path()));
    }
}

/// Years in which an agency existed and did not report.
pub(super) fn missing_reports(rule: &Rule, subject: &Subject<'_>, agency: AgencyId, found: &mut Diagnostics) {
    let Some(years) = subject.portal.years() else { return };
    let missing: Vec<String> =
        years.filter(|year| subject.portal.standing(agency, *year) == Standing::Missing).map(|year| year.to_string()).collect();
    if !missing.is_empty() {
        let body = subject.portal.agency(agency);
        let place = Place::file(format!("{CONTENT}{}/{AGENCY_FILE}", body.path));
        let years = missing.join(", ");
        found.push(rule.at(place, &years).with("agency", &body.name).with("years", &years));
    }
}
