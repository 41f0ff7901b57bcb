//! Family 7, the site: links to headings, attachments that nobody finds, sections without pages, years without a report.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut headings = Headings::default();
    for narrative in narratives(subject).filter(|narrative| !narrative.anchors.is_empty()) {
        let nowhere: Vec<&Anchor> =
            narrative.anchors.iter().filter(|anchor| leads_nowhere(subject, narrative, anchor, &mut headings)).collect();
        found.push_some(nowhere.into_iter(), |anchor| {
            let place = subject.locate(&narrative.source, |file| file.in_body(anchor.span.clone()));
            rule.at(place, format!("#{}", anchor.fragment)).with("fragment", &anchor.fragment)
        });
    }
}

fn narratives<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Narrative> {
    let portal = subject.portal;
    let reports = portal.reports.iter().map(|report| &report.narrative);
    reports.chain(portal.articles.iter().map(|article| &article.narrative))
}

/// The ids of the headings of texts that were asked for, by their files; none of a text that has gone meanwhile.
type Headings<'a> = BTreeMap<&'a Arc<str>, Option<BTreeSet<String>>>;

/// Whether a page that somebody wrote has no heading, table or row of that name. Of other pages only the theme knows.
fn leads_nowhere<'a>(subject: &Subject<'a>, from: &'a Narrative, anchor: &Anchor, headings: &mut Headings<'a>) -> bool {
    let target = match anchor.path.as_str() {
        "" => Some(from),
        path => match links::resolve(subject.plan, &from.source, path) {
            Some(Page::Report(id)) => Some(&subject.portal.report(id).narrative),
            Some(Page::Article(id)) => Some(&subject.portal.article(id).narrative),
            _ => None,
        },
    };
    let Some(target) = target else { return false };
    if anchor.fragment.starts_with("gk-") {
        return false;
    }
    let known = headings.entry(&target.source).or_insert_with(|| {
        let text = subject.sources.text(&target.source).ok()?;
        let mut ids: BTreeSet<String> =
            markdown::heading_ids(text.as_str().get(target.start..).unwrap_or_default()).into_iter().collect();
        ids.extend(form_of(subject, target).into_iter().flat_map(ids_of));
        Some(ids)
    });
    known.as_ref().is_some_and(|ids| !ids.contains(&anchor.fragment))
}

fn form_of<'a>(subject: &Subject<'a>, narrative: &Narrative) -> Option<&'a Form> {
    let report = subject.portal.reports.iter().find(|report| report.narrative.source == narrative.source)?;
    report.facts.statistics.as_ref().map(|statistics| subject.portal.form(statistics.form))
}

/// The ids of a form's tables and rows.
fn ids_of(form: &Form) -> impl Iterator<Item = String> {
    form.tables.iter().map(|table| format!("T-{}", table.id)).chain(form.row_keys().map(str::to_owned))
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
