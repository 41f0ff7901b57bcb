//! From sources to a portal: every file is read by itself, all at once, and its mistakes are told with everybody else's.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::search::{self, look_at_attachment, look_at_data, look_at_name};
use crate::check::subject::{Document, Facts, File};
use crate::check::verdict::{Seen, look_at};
use crate::model::agency::{AGENCY_FILE, Agency, AgencyId};
use crate::model::article::{self, Article};
use crate::model::config::Config;
use crate::model::form::{BUILT_IN, Form};
use crate::model::narrative::{Narrative, Quotable};
use crate::model::portal::{CONTENT, Moment, Portal, Texts, ids};
use crate::model::report::{self, Report};
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::fields::{Fields, YEARS};
use crate::text::source::{SITE_FILE, Sources, Text};
use crate::text::yaml::{Yaml, split_front_matter};

const FORMS: &str = "forms/";

/// A portal, and what was found in its documents while their texts were at hand.
pub(super) struct Reading {
    pub portal: Portal,
    pub seen: Seen,
}

impl Reading {
    /// Reads all sources. Documents with errors are left out of the portal, which must not be published then; none at all if the site or
    /// an agency cannot be read.
    pub fn of(sources: &Sources, moment: Moment, diagnostics: &mut Diagnostics) -> Option<Reading> {
        let site = read_site(sources, diagnostics);
        let forms = read_forms(sources, diagnostics);
        let files: Vec<&Arc<str>> = sources.below(CONTENT).filter(|path| is_agency_file(path)).collect();
        for path in files.iter().filter(|path| path.strip_prefix(CONTENT) == Some(AGENCY_FILE)) {
            diagnostics.push(Diagnostic::error("agency-without-folder", Place::file(Arc::clone(path))));
        }
        let agencies = read_all(sources, &files, diagnostics, read_data(Agency::read));
        let folders = folders(&files);
        let (texts, mut seen) = read_texts(sources, &folders, &forms, moment, diagnostics);
        seen.extend(look_at_attachments(sources, &texts.attachments, diagnostics));
        // An agency that cannot be read has kept its place until here, so that its reports are not told to be without one.
        let agencies = agencies.into_iter().collect::<Option<Vec<_>>>()?;
        let (config, found) = site?;
        let (agencies, of_agencies): (Vec<Agency>, Vec<Diagnostics>) = agencies.into_iter().unzip();
        seen.extend(files.iter().map(|path| Arc::clone(path)).zip(of_agencies.into_iter().map(Arc::new)));
        seen.insert(Arc::from(SITE_FILE), Arc::new(found));
        seen.retain(|_, found| !found.is_empty());
        Some(Reading { portal: Portal::new(config, moment, forms.forms, nest(agencies, &folders), texts), seen })
    }
}

/// Reads `site.yaml`; none, with findings, if it has errors.
pub fn read_config(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    read_site(sources, diagnostics).map(|(config, _)| config)
}

/// A function that reads a data file, and then looks for what is wrong with it though it reads well.
fn read_data<T>(
    read: impl Fn(&Text, &mut Diagnostics) -> Option<T>,
) -> impl Fn(&Text, &mut Diagnostics) -> Option<(T, Diagnostics)> {
    move |text, diagnostics| Some((read(text, diagnostics)?, look_at_data(text)))
}

/// Looks through attachments side by side, those whose content can be read; of the others, only at their names.
fn look_at_attachments(sources: &Sources, paths: &[Arc<str>], diagnostics: &mut Diagnostics) -> Seen {
    let look = |path: &Arc<str>| {
        let mut found = look_at_name(path);
        if search::is_searched(path) {
            let bytes = sources.bytes(path, search::MOST_BYTES)?;
            found.append(look_at_attachment(path, bytes.as_deref()));
        }
        Ok(found)
    };
    let mut seen = Seen::new();
    for (path, found) in paths.iter().zip(paths.par_iter().map(look).collect::<Vec<_>>()) {
        match found {
            Ok(found) => drop(seen.insert(Arc::clone(path), Arc::new(found))),
            Err(finding) => diagnostics.push(finding),
        }
    }
    seen
}

fn read_site(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<(Config, Diagnostics)> {
    match sources.get(SITE_FILE) {
        Some(path) => read_one(sources, path, diagnostics, read_data(Config::read)),
        None => {
            diagnostics.push(Diagnostic::error("no-site-file", Place::file(sources.locate(SITE_FILE).to_string_lossy())));
            None
        }
    }
}

/// Reads one file with a function; none, with findings, if it has errors.
fn read_one<T>(
    sources: &Sources,
    path: &Arc<str>,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&Text, &mut Diagnostics) -> Option<T>,
) -> Option<T> {
    match sources.text(path) {
        Ok(text) => read(&text, diagnostics),
        Err(finding) => {
            diagnostics.push(finding);
            None
        }
    }
}

/// Reads files side by side; the results and the findings are in the files' order.
fn read_all<T: Send>(
    sources: &Sources,
    paths: &[&Arc<str>],
    diagnostics: &mut Diagnostics,
    read: impl Fn(&Text, &mut Diagnostics) -> Option<T> + Sync,
) -> Vec<Option<T>> {
    let read_path = |path: &&Arc<str>| {
        let mut findings = Diagnostics::new();
        (read_one(sources, path, &mut findings, &read), findings)
    };
    let results: Vec<_> = paths.par_iter().map(read_path).collect();
    let unpack = |(value, findings)| {
        diagnostics.append(findings);
        value
    };
    results.into_iter().map(unpack).collect()
}

/// The forms that could be read.
struct Forms {
    forms: Vec<Form>,
    /// Whether that is all of them; otherwise a form that seems not to exist may only have errors.
    is_complete: bool,
}

/// The built-in forms, then the site's own, which replace those of the same id.
fn read_forms(sources: &Sources, diagnostics: &mut Diagnostics) -> Forms {
    let built_in = BUILT_IN.iter().map(|(path, source)| Form::read(&Text::new(*path, *source), diagnostics));
    let mut read: Vec<Option<Form>> = built_in.collect();
    let own: Vec<&Arc<str>> = sources.below(FORMS).filter(|path| path.ends_with(".yaml")).collect();
    read.extend(read_all(sources, &own, diagnostics, Form::read));
    let is_complete = read.iter().all(Option::is_some);
    let mut forms: Vec<Form> = Vec::new();
    let mut owners: BTreeMap<String, &Arc<str>> = BTreeMap::new();
    for (index, form) in read.into_iter().enumerate().filter_map(|(index, form)| Some((index, form?))) {
        if let Some(path) = index.checked_sub(BUILT_IN.len()).map(|own_index| own[own_index])
            && let Some(other) = owners.insert(form.id.clone(), path)
        {
            let finding = Diagnostic::error("duplicate-form", Place::file(Arc::clone(path))).with("id", &form.id);
            diagnostics.push(finding.see("duplicate-form-first", Place::file(Arc::clone(other))));
        }
        forms.retain(|other| other.id != form.id);
        forms.push(form);
    }
    Forms { forms, is_complete }
}

/// The year that a folder's name says.
fn year(name: &str) -> Option<u16> {
    let is_plain = name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit());
    name.parse().ok().filter(|year| is_plain && YEARS.contains(year))
}

fn is_agency_file(path: &str) -> bool {
    path.rsplit('/').next() == Some(AGENCY_FILE)
}

/// The folders of the agencies, below `content/`.
type Folders = BTreeMap<Arc<str>, AgencyId>;

fn folders(files: &[&Arc<str>]) -> Folders {
    let folder =
        |file: &str| file.strip_prefix(CONTENT).unwrap_or(file).trim_end_matches(AGENCY_FILE).trim_end_matches('/').to_owned();
    ids(files).map(|id| (Arc::from(folder(files[id as usize])), AgencyId(id))).collect()
}

/// Gives every agency its parent, the nearest folder above that is one, and its children in their order.
fn nest(mut agencies: Vec<Agency>, folders: &Folders) -> (Vec<Agency>, Vec<AgencyId>) {
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
    (agencies, roots)
}

/// The nearest agency above a path.
fn above(folders: &Folders, path: &str) -> Option<AgencyId> {
    let mut folder = path;
    while let Some((up, _)) = folder.rsplit_once('/') {
        if let Some(id) = folders.get(up) {
            return Some(*id);
        }
        folder = up;
    }
    None
}

/// One Markdown file, read, and what is wrong with it by itself.
struct Entry {
    document: Told,
    seen: Diagnostics,
}

/// What a Markdown file is.
enum Told {
    Report(Box<Report>),
    Article(Box<Article>),
}

impl Told {
    fn is_draft(&self) -> bool {
        match self {
            Told::Report(report) => report.facts.is_draft,
            Told::Article(article) => article.facts.is_draft,
        }
    }

    fn source(&self) -> &Arc<str> {
        match self {
            Told::Report(report) => &report.narrative.source,
            Told::Article(article) => &article.narrative.source,
        }
    }
}

fn read_texts(
    sources: &Sources,
    folders: &Folders,
    forms: &Forms,
    moment: Moment,
    diagnostics: &mut Diagnostics,
) -> (Texts, Seen) {
    let (documents, others): (Vec<_>, Vec<_>) = sources.below(CONTENT).partition(|path| path.ends_with(".md"));
    for path in others.iter().filter(|path| looks_like_source(path)) {
        diagnostics.push(Diagnostic::warning("looks-like-source", Place::file(Arc::clone(path))));
    }
    let (mut texts, mut seen) = (Texts::default(), Seen::new());
    let read = |text: &Text, findings: &mut Diagnostics| read_document(text, folders, forms, findings);
    for Entry { document, seen: found } in read_all(sources, &documents, diagnostics, read).into_iter().flatten() {
        if document.is_draft() && !moment.shows_drafts {
            texts.drafts.push(Arc::clone(document.source()));
            continue;
        }
        if !found.is_empty() {
            seen.insert(Arc::clone(document.source()), Arc::new(found));
        }
        match document {
            Told::Report(report) => texts.reports.push(*report),
            Told::Article(article) => texts.articles.push(*article),
        }
    }
    tell_second_reports(&texts.reports, diagnostics);
    let is_published = |path: &&Arc<str>| !is_agency_file(path) && !belongs_to_drafts(path, &texts);
    let attachments = others.into_iter().filter(is_published).cloned().collect();
    (Texts { attachments, ..texts }, seen)
}

/// Whether the documents in a file's folder are drafts, all of them: then the file waits for them.
fn belongs_to_drafts(path: &str, texts: &Texts) -> bool {
    if texts.drafts.is_empty() {
        return false;
    }
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let is_beside = |source: &Arc<str>| folder(source) == folder(path);
    let mut published = texts.reports.iter().map(|r| &r.narrative).chain(texts.articles.iter().map(|a| &a.narrative));
    texts.drafts.iter().any(is_beside) && !published.any(|narrative| is_beside(&narrative.source))
}

/// Whether a file that is only copied was probably meant to be read.
fn looks_like_source(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let is_agency = matches!(name.as_str(), "agency.yaml" | "agency.yml");
    !is_agency_file(path) && (is_agency || name.ends_with(".md") || name.ends_with(".markdown"))
}

/// Tells an agency's second report on a year: figures and standing are taken from one.
fn tell_second_reports(reports: &[Report], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(AgencyId, u16), &Report> = BTreeMap::new();
    for report in reports {
        if let Some(other) = first.insert((report.agency, report.facts.year), report) {
            let place = |report: &Report| Place::file(Arc::clone(&report.narrative.source));
            let finding = Diagnostic::warning("second-report", place(report)).with("year", report.facts.year);
            diagnostics.push(finding.see("second-report-first", place(other)));
        }
    }
}

fn read_document(text: &Text, folders: &Folders, forms: &Forms, findings: &mut Diagnostics) -> Option<Entry> {
    let path = text.path.strip_prefix(CONTENT).and_then(|p| p.strip_suffix(".md")).unwrap_or(&text.path);
    let url: Arc<str> = Arc::from(if path == "index" { "" } else { path.strip_suffix("/index").unwrap_or(path) });
    let path_year = path.split('/').find_map(year);
    let owner = above(folders, path);
    let (front, body) = split_front_matter(text).map_err(|finding| findings.push(finding)).ok()?;
    let yaml = Yaml::read(text, front).map_err(|all| findings.append(all)).ok();
    let front =
        yaml.as_ref().and_then(|yaml| yaml.fields(findings, |fields| read_front(fields, owner.is_some(), path_year, forms)));
    let quotable = front.as_ref().map_or(Quotable::Unknown, |front| front.quotable(forms));
    let (narrative, prose) = Narrative::read(text, body.clone(), quotable, findings);
    let front = front?;
    let seen = look_at(&Document {
        file: File::new(text, yaml.as_ref()?, &body),
        facts: front.facts(),
        form: front.form(forms),
        prose: &prose,
    });
    let document = match front {
        Front::Article(facts) => Told::Article(Box::new(Article { path: url, facts: *facts, narrative })),
        Front::Report(facts) => {
            if owner.is_none() {
                findings.push(Diagnostic::error("report-without-agency", Place::file(Arc::clone(&text.path))));
            }
            Told::Report(Box::new(Report { path: url, agency: owner?, facts: *facts, narrative }))
        }
    };
    Some(Entry { document, seen })
}

/// What a Markdown file's front matter makes it.
enum Front {
    Report(Box<report::Facts>),
    Article(Box<article::Facts>),
}

impl Front {
    fn facts(&self) -> Facts<'_> {
        match self {
            Front::Report(facts) => Facts::Report(facts),
            Front::Article(facts) => Facts::Article(facts),
        }
    }

    /// The form that is filled in.
    fn form<'f>(&self, forms: &'f Forms) -> Option<&'f Form> {
        let statistics = self.facts().report()?.statistics.as_ref()?;
        forms.forms.get(statistics.form.0 as usize)
    }

    /// What the text may quote.
    fn quotable<'f>(&'f self, forms: &'f Forms) -> Quotable<'f> {
        let statistics = self.facts().report().map(|facts| facts.statistics.as_ref());
        match (statistics, self.form(forms)) {
            (Some(Some(statistics)), Some(form)) => Quotable::Figures(form, &statistics.figures),
            (Some(None), _) if !forms.is_complete => Quotable::Unknown,
            _ => Quotable::Nothing,
        }
    }
}

/// A file that says its year or has statistics is a report; so is one in a folder of a year below an agency, even if it forgot to.
fn read_front(fields: &mut Fields<'_>, has_owner: bool, path_year: Option<u16>, forms: &Forms) -> Front {
    let says_so = fields.raw("year").is_some() || fields.raw("statistics").is_some();
    if says_so || (has_owner && path_year.is_some()) {
        Front::Report(Box::new(report::Facts::read(fields, path_year, &forms.forms, forms.is_complete)))
    } else {
        Front::Article(Box::new(article::Facts::read(fields)))
    }
}
