//! Assembly: from what every file says to a portal. No file is read here, so it is done again whenever one of them has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::context::{Folders, above};
use super::document::Told;
use super::library::Library;
use crate::check::verdict::Seen;
use crate::model::agency::{AGENCY_FILE, Agency, AgencyId};
use crate::model::portal::{CONTENT, Moment, Portal, Texts, Tree, ids};
use crate::model::report::Report;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};

/// A portal, and what was found in its documents while their texts were at hand.
pub(super) struct Assembly {
    pub portal: Portal,
    pub seen: Seen,
}

impl Assembly {
    /// Assembles a portal. Documents with errors are left out of it, so it must not be published then; none at all if the site or an agency
    /// cannot be read. `grown` is the tree of the same agencies, if there is one.
    pub fn of(library: &Library, moment: Moment, grown: Option<Tree>, diagnostics: &mut Diagnostics) -> Option<Assembly> {
        let files = library.agencies.iter().map(|(path, _)| path);
        for path in files.filter(|path| path.strip_prefix(CONTENT) == Some(AGENCY_FILE)) {
            diagnostics.push(Diagnostic::error("agency-without-folder", Place::file(Arc::clone(path))));
        }
        let (texts, seen) = sort(library, moment, diagnostics);
        let agencies = || library.agencies.values().map(|reading| reading.value.clone()).collect::<Option<Vec<_>>>();
        let tree = grown.or_else(|| Some(nest(agencies()?, &library.folders)))?;
        let config = Arc::clone(library.config.value.as_ref()?);
        tell_aliases_elsewhere(&texts, &config.path(), diagnostics);
        Some(Assembly { portal: Portal::new(config, moment, Arc::clone(&library.forms.forms), tree, texts), seen })
    }
}

/// Gives every agency its parent, the nearest folder above that is one, and its children in their order.
fn nest(mut agencies: Vec<Agency>, folders: &Folders) -> Tree {
    let parents: Vec<Option<AgencyId>> = agencies.iter().map(|agency| above(folders, &agency.path)).collect();
    let mut order: Vec<AgencyId> = ids(&agencies).map(AgencyId).collect();
    order.sort_by_key(|id| (agencies[id.0 as usize].order, Arc::clone(&agencies[id.0 as usize].path)));
    let mut roots = Vec::new();
    for id in order {
        let parent = parents[id.0 as usize];
        agencies[id.0 as usize].parent = parent;
        match parent {
            Some(parent) => agencies[parent.0 as usize].children.push(id),
            None => roots.push(id),
        }
    }
    Tree { agencies: agencies.into(), roots: roots.into() }
}

/// Sorts documents by what they are, and leaves out drafts unless they are to be shown.
fn sort(library: &Library, moment: Moment, diagnostics: &mut Diagnostics) -> (Texts, Seen) {
    let (mut texts, mut seen) = (Texts::default(), Vec::new());
    for (path, reading) in library.documents.iter() {
        let Some(told) = &reading.value else { continue };
        if told.is_draft() && !moment.shows_drafts {
            texts.drafts.push(Arc::clone(path));
            continue;
        }
        seen.push((Arc::clone(path), Arc::clone(&reading.seen)));
        match told {
            Told::Report(report) => texts.reports.push(Arc::clone(report)),
            Told::Article(article) => texts.articles.push(Arc::clone(article)),
        }
    }
    tell_second_reports(&texts.reports, diagnostics);
    let needed = library.needed();
    for (path, _) in library.attachments.iter().filter(|(path, _)| looks_like_source(path)) {
        diagnostics.push(Diagnostic::warning("looks-like-source", Place::file(Arc::clone(path))));
    }
    let folders = Waiting::of(&texts);
    let (waiting, attachments): (Vec<_>, Vec<_>) = library
        .attachments
        .iter()
        .map(|(path, _)| Arc::clone(path))
        .filter(|path| !needed.contains(path))
        .partition(|path| folders.hold(path));
    let waiting: BTreeSet<Arc<str>> = waiting.into_iter().collect();
    let is_published = |path: &Arc<str>| !waiting.contains(path) && !needed.contains(path);
    seen.extend(library.seen_in_data().filter(|(path, _)| is_published(path)).map(|(path, seen)| (path, Arc::clone(seen))));
    // Two lists in order, one after the other, which this kind of sorting merges.
    seen.sort_by(|(a, _), (b, _)| a.cmp(b));
    (Texts { attachments, ..texts }, seen.into_iter().collect())
}

/// The folders whose documents are drafts, all of them: their other files wait for them.
struct Waiting<'t>(BTreeSet<&'t str>);

impl<'t> Waiting<'t> {
    fn of(texts: &'t Texts) -> Self {
        let mut folders: BTreeSet<&str> = texts.drafts.iter().filter_map(|path| folder(path)).collect();
        if !folders.is_empty() {
            let reports = texts.reports.iter().map(|report| &report.narrative);
            for narrative in reports.chain(texts.articles.iter().map(|article| &article.narrative)) {
                folders.remove(folder(&narrative.source).unwrap_or_default());
            }
        }
        Waiting(folders)
    }

    fn hold(&self, path: &str) -> bool {
        folder(path).is_some_and(|folder| self.0.contains(folder))
    }
}

fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Whether a file that is only copied was probably meant to be read.
fn looks_like_source(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let is_agency = matches!(name.as_str(), "agency.yaml" | "agency.yml");
    is_agency || name.ends_with(".md") || name.ends_with(".markdown")
}

/// Tells aliases that are not below the portal's path on its host, where it has no files.
fn tell_aliases_elsewhere(texts: &Texts, base: &str, diagnostics: &mut Diagnostics) {
    let of_reports = texts.reports.iter().flat_map(|report| &report.facts.aliases);
    let of_articles = texts.articles.iter().flat_map(|article| &article.facts.aliases);
    for alias in of_reports.chain(of_articles).filter(|alias| alias.file(base).is_none()) {
        let finding = Diagnostic::error("alias-elsewhere", alias.place.clone());
        diagnostics.push(finding.with("written", &alias.written).with("base", base));
    }
}

/// Tells an agency's second report on a year: figures and standing are taken from one.
fn tell_second_reports(reports: &[Arc<Report>], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(AgencyId, u16), &Report> = BTreeMap::new();
    for report in reports {
        if let Some(other) = first.insert((report.agency, report.facts.year), report) {
            let place = |report: &Report| Place::file(Arc::clone(&report.narrative.source));
            let finding = Diagnostic::warning("second-report", place(report)).with("year", report.facts.year);
            diagnostics.push(finding.see("second-report-first", place(other)));
        }
    }
}
