//! The library: what every file of a site says, each read by itself. The next library reads only the files that have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::context::{Folders, Forms};
use super::document::{self, Desk, Told};
use crate::check::search::{self, look_at_attachment, look_at_data, look_at_name};
use crate::model::agency::{AGENCY_FILE, Agency, AgencyId};
use crate::model::config::Config;
use crate::model::form::{BUILT_IN, Form};
use crate::model::portal::CONTENT;
use crate::model::report::Report;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::list::List;
use crate::text::source::{MOST_TEXT, SITE_FILE, Sources, Text};

/// How many documents a site may have for all of their texts to be kept, if that is wanted.
const MOST_TEXTS: usize = 5_000;
const FORMS: &str = "forms/";
const THEMES: &str = "themes/";

/// What one file says, none if it has errors; what is wrong with it; and what the rules find in it though it reads well.
#[derive(Debug)]
pub(super) struct Reading<T> {
    pub value: Option<T>,
    pub findings: Arc<Diagnostics>,
    pub seen: Arc<Diagnostics>,
    /// Another file that it was read from as well.
    pub needs: Option<Arc<str>>,
}

impl<T> Reading<T> {
    fn failed(findings: impl Into<Diagnostics>) -> Self {
        Reading { value: None, findings: Arc::new(findings.into()), seen: Arc::default(), needs: None }
    }

    /// Whether any of the files that it was read from is one of these.
    fn is_of(&self, path: &str, is_meant: impl Fn(&str) -> bool) -> bool {
        is_meant(path) || self.needs.as_deref().is_some_and(is_meant)
    }
}

/// Files and what they say, in the order of their paths.
pub(super) type Shelf<T> = List<(Arc<str>, Arc<Reading<T>>)>;

/// What is wrong with files, by their paths.
type Troubles = BTreeMap<Arc<str>, Arc<Diagnostics>>;

/// What every file of a site says. A clone shares all of it, and the next library what has not changed.
#[derive(Debug, Clone)]
pub struct Library {
    pub(super) sources: Sources,
    pub(super) config: Arc<Reading<Arc<Config>>>,
    pub(super) forms: Arc<Forms>,
    pub(super) agencies: Shelf<Agency>,
    pub(super) folders: Arc<Folders>,
    pub(super) documents: Shelf<Told>,
    /// Files that are copied; only what is wrong with them is kept.
    pub(super) attachments: Shelf<()>,
    /// Another number whenever a theme has changed.
    pub(super) themes: u64,
    /// What is wrong with single documents and attachments. Few have anything, so nobody looks through all of them for it.
    troubles: Arc<Troubles>,
    texts: Texts,
}

/// What becomes of documents' texts when they have been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// They are read again when their pages are made.
    Dropped,
    /// They are kept, so that a page can be made as it was when its file has a mistake: all of them in a site that is not too large, and of
    /// any site those that have changed since it was first read.
    Kept,
}

impl Library {
    /// Reads all files of a site, side by side.
    pub fn read(sources: Sources, texts: Texts) -> Library {
        let config = read_site(&sources);
        let sources = limited(sources, &config, MOST_TEXT);
        let forms = Arc::new(read_forms(&sources));
        let agencies =
            read_all(&agency_files(&sources), &Shelf::default(), |_, _| true, |path| read_data(&sources, path, Agency::read));
        let folders = Arc::new(folders(&agencies));
        let documents = documents(&sources);
        let keeps_texts = texts == Texts::Kept && documents.len() <= MOST_TEXTS;
        let desk = Desk { sources: &sources, folders: &folders, forms: &forms, keeps_texts };
        let documents = read_all(&documents, &Shelf::default(), |_, _| true, |path| read_document(&sources, path, desk));
        let attachments = read_all(&attachments(&sources), &Shelf::default(), |_, _| true, |path| look_at(&sources, path));
        let troubles = Arc::new(troubles(&documents, &attachments));
        Library { config, forms, agencies, folders, documents, attachments, themes: 0, sources, troubles, texts }
    }

    /// The same site later: reads the files that have changed, and all documents if what they depend on has.
    #[must_use]
    pub fn again(&self, sources: Sources, has_changed: impl Fn(&str) -> bool + Sync) -> Library {
        let config = match has_changed(SITE_FILE) {
            true => read_site(&sources),
            false => Arc::clone(&self.config),
        };
        let sources = limited(sources, &config, self.sources.most());
        // With another limit, other texts can be read, of every kind.
        let has_changed = |path: &str| sources.most() != self.sources.most() || has_changed(path);
        let is_below = |folder: &str| {
            let changed = |list: &Sources| list.below(folder).any(|path| has_changed(path));
            changed(&sources) || changed(&self.sources)
        };
        let forms = if is_below(FORMS) { Arc::new(read_forms(&sources)) } else { Arc::clone(&self.forms) };
        let read = |path: &Arc<str>| read_data(&sources, path, Agency::read);
        let agencies = read_all(&agency_files(&sources), &self.agencies, |path, _| has_changed(path), read);
        let folders =
            if same_paths(&agencies, &self.agencies) { Arc::clone(&self.folders) } else { Arc::new(folders(&agencies)) };
        let depends = !Arc::ptr_eq(&forms, &self.forms) || !Arc::ptr_eq(&folders, &self.folders);
        let documents = documents(&sources);
        let keeps_texts = self.texts == Texts::Kept && (!depends || documents.len() <= MOST_TEXTS);
        let desk = Desk { sources: &sources, folders: &folders, forms: &forms, keeps_texts };
        let read = |path: &Arc<str>| read_document(&sources, path, desk);
        let documents =
            read_all(&documents, &self.documents, |path, own| depends || own.is_of(path, |path| has_changed(path)), read);
        let look = |path: &Arc<str>| look_at(&sources, path);
        let attachments = read_all(&attachments(&sources), &self.attachments, |path, _| has_changed(path), look);
        let themes = self.themes + u64::from(is_below(THEMES));
        let troubles = Arc::new(troubles(&documents, &attachments));
        Library { config, forms, agencies, folders, documents, attachments, themes, sources, troubles, texts: self.texts }
    }

    /// The same files later: reads these again. If they are documents and attachments, nothing else is looked at.
    #[must_use]
    pub fn reread(&self, paths: &BTreeSet<String>) -> Library {
        let attachments = find(&self.attachments, paths);
        let paths = &if attachments.is_empty() { paths.clone() } else { self.with_documents_of(paths) };
        let documents = find(&self.documents, paths);
        if documents.len() + attachments.len() < paths.len() {
            return self.again(self.sources.clone(), |path| paths.contains(path));
        }
        let desk =
            Desk { sources: &self.sources, folders: &self.folders, forms: &self.forms, keeps_texts: self.texts == Texts::Kept };
        let documents = reread(&self.documents, documents, |path| read_document(&self.sources, path, desk));
        let attachments = reread(&self.attachments, attachments, |path| look_at(&self.sources, path));
        let findings = |path: &str| documents.get(path).map(|r| &r.findings).or_else(|| Some(&attachments.get(path)?.findings));
        let mut troubles = Arc::clone(&self.troubles);
        for path in paths {
            match findings(path).filter(|findings| !findings.is_empty()) {
                Some(findings) => drop(Arc::make_mut(&mut troubles).insert(Arc::from(path.as_str()), Arc::clone(findings))),
                None if troubles.contains_key(path.as_str()) => drop(Arc::make_mut(&mut troubles).remove(path.as_str())),
                None => {}
            }
        }
        Library { documents, attachments, troubles, ..self.clone() }
    }

    /// These files, and the documents that are read from any of them as well.
    fn with_documents_of(&self, paths: &BTreeSet<String>) -> BTreeSet<String> {
        let needs = |reading: &Reading<Told>| reading.needs.as_deref().is_some_and(|needed| paths.contains(needed));
        let documents = self.documents.iter().filter(|(_, reading)| needs(reading)).map(|(path, _)| path.to_string());
        paths.iter().cloned().chain(documents).collect()
    }

    /// The files that documents are read from beside themselves: they are no attachments.
    pub(super) fn needed(&self) -> BTreeSet<Arc<str>> {
        self.documents.values().filter_map(|reading| reading.needs.clone()).collect()
    }

    /// The documents and attachments that are not the same reading as in a library before; none if anything else is not.
    pub(super) fn revised_since(&self, before: &Library) -> Option<Revised> {
        let is_same = self.sources.are(&before.sources)
            && self.themes == before.themes
            && Arc::ptr_eq(&self.config, &before.config)
            && Arc::ptr_eq(&self.forms, &before.forms)
            && Arc::ptr_eq(&self.folders, &before.folders)
            && self.agencies.is(&before.agencies);
        let documents = is_same.then(|| self.documents.differences(&before.documents, |a, b| Arc::ptr_eq(&a.1, &b.1)))??;
        let attachments = self.attachments.differences(&before.attachments, |a, b| Arc::ptr_eq(&a.1, &b.1))?;
        Some(Revised { documents, attachments })
    }

    /// The site's files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The forms that could be read: the built-in ones, then the site's own.
    pub fn forms(&self) -> &[Form] {
        &self.forms.forms
    }

    /// The folders of all agencies, below `content/`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.keys().map(|folder| &**folder)
    }

    /// The agency of a folder below `content/`; none if its file has errors.
    pub fn agency(&self, folder: &str) -> Option<(AgencyId, &Agency)> {
        let id = *self.folders.get(folder)?;
        Some((id, self.agencies.at(id.0 as usize)?.1.value.as_ref()?))
    }

    /// All reports that read well, with their files.
    pub fn reports(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<Report>)> {
        self.documents.iter().filter_map(|(path, reading)| match &reading.value {
            Some(Told::Report(report)) => Some((path, report)),
            _ => None,
        })
    }

    /// What is wrong with single files.
    pub(super) fn findings(&self) -> Diagnostics {
        let mut all = Diagnostics::new();
        let findings = std::iter::once(self.sources.findings())
            .chain([&*self.config.findings, &self.forms.findings])
            .chain(self.agencies.values().map(|reading| &*reading.findings))
            .chain(self.troubles.values().map(|findings| &**findings));
        all.extend(findings.flat_map(Diagnostics::iter).cloned());
        all
    }

    /// What the rules find in single files that are no documents.
    pub(super) fn seen_in_data(&self) -> impl Iterator<Item = (Arc<str>, &Arc<Diagnostics>)> {
        let agencies = self.agencies.iter().map(|(path, reading)| (Arc::clone(path), &reading.seen));
        let attachments = self.attachments.iter().map(|(path, reading)| (Arc::clone(path), &reading.seen));
        std::iter::once((Arc::from(SITE_FILE), &self.config.seen)).chain(agencies).chain(attachments)
    }
}

/// Which files say something else than before: their places among the documents and among the attachments.
#[derive(Debug)]
pub(super) struct Revised {
    pub documents: Vec<usize>,
    pub attachments: Vec<usize>,
}

/// What is wrong with files, as far as anything is.
fn troubles(documents: &Shelf<Told>, attachments: &Shelf<()>) -> Troubles {
    let documents = documents.iter().map(|(path, reading)| (path, &reading.findings));
    let all = documents.chain(attachments.iter().map(|(path, reading)| (path, &reading.findings)));
    all.filter(|(_, findings)| !findings.is_empty()).map(|(path, found)| (Arc::clone(path), Arc::clone(found))).collect()
}

/// The places of those of the paths that are on a shelf.
fn find<T>(shelf: &Shelf<T>, paths: &BTreeSet<String>) -> Vec<usize> {
    paths.iter().filter_map(|path| shelf.find(path)).collect()
}

/// The same shelf, some files of which are read again, side by side.
fn reread<T: Send + Sync>(shelf: &Shelf<T>, places: Vec<usize>, read: impl Fn(&Arc<str>) -> Reading<T> + Sync) -> Shelf<T> {
    let read = |place: usize| {
        let path = &shelf[place].0;
        (place, (Arc::clone(path), Arc::new(read(path))))
    };
    let read: Vec<_> = places.into_par_iter().map(read).collect();
    shelf.with(read)
}

/// The files as far as `site.yaml` lets their texts be read; with the limit that held before while it has errors.
fn limited(sources: Sources, config: &Reading<Arc<Config>>, before: u64) -> Sources {
    sources.limited(config.value.as_ref().map_or(before, |config| config.text_limit))
}

/// What a site's `site.yaml` says; none if it has errors.
pub fn read_config(sources: &Sources) -> Option<Arc<Config>> {
    read_site(sources).value.clone()
}

fn read_site(sources: &Sources) -> Arc<Reading<Arc<Config>>> {
    Arc::new(match sources.get(SITE_FILE) {
        Some(path) => read_data(sources, path, |text, findings| Config::read(text, findings).map(Arc::new)),
        None => {
            let place = Place::file(sources.locate(SITE_FILE).to_string_lossy());
            Reading::failed(Diagnostic::error("no-site-file", place))
        }
    })
}

fn agency_files(sources: &Sources) -> Vec<&Arc<str>> {
    sources.below(CONTENT).filter(|path| is_agency_file(path)).collect()
}

fn documents(sources: &Sources) -> Vec<&Arc<str>> {
    sources.below(CONTENT).filter(|path| path.ends_with(".md")).collect()
}

fn attachments(sources: &Sources) -> Vec<&Arc<str>> {
    sources.below(CONTENT).filter(|path| !path.ends_with(".md") && !is_agency_file(path)).collect()
}

pub(super) fn is_agency_file(path: &str) -> bool {
    path.rsplit('/').next() == Some(AGENCY_FILE)
}

/// Reads a data file with a function, and looks for what is wrong with it though it reads well.
fn read_data<T>(sources: &Sources, path: &Arc<str>, read: impl FnOnce(&Text, &mut Diagnostics) -> Option<T>) -> Reading<T> {
    match sources.text(path) {
        Ok(text) => {
            let mut findings = Diagnostics::new();
            let value = read(&text, &mut findings);
            Reading { value, findings: Arc::new(findings), seen: Arc::new(look_at_data(&text)), needs: None }
        }
        Err(finding) => Reading::failed(finding),
    }
}

fn read_document(sources: &Sources, path: &Arc<str>, desk: Desk<'_>) -> Reading<Told> {
    match sources.text(path) {
        Ok(text) => {
            let mut findings = Diagnostics::new();
            let entry = document::read(&text, desk, &mut findings);
            let (value, seen) = entry.told.unzip();
            let (findings, seen) = (Arc::new(findings), Arc::new(seen.unwrap_or_default()));
            Reading { value, findings, seen, needs: entry.needs }
        }
        Err(finding) => Reading::failed(finding),
    }
}

/// Looks through an attachment whose content can be read; of the others, only at its name.
fn look_at(sources: &Sources, path: &Arc<str>) -> Reading<()> {
    let mut seen = look_at_name(path);
    if search::is_searched(path) {
        match sources.bytes(path, search::MOST_BYTES) {
            Ok(bytes) => seen.append(look_at_attachment(path, bytes.as_deref())),
            Err(finding) => return Reading::failed(finding),
        }
    }
    Reading { value: Some(()), findings: Arc::default(), seen: Arc::new(seen), needs: None }
}

/// Reads files side by side, but those that were read before and are not due. If that is none, it is the shelf before.
fn read_all<T: Send + Sync>(
    paths: &[&Arc<str>],
    before: &Shelf<T>,
    is_due: impl Fn(&str, &Reading<T>) -> bool + Sync,
    read: impl Fn(&Arc<str>) -> Reading<T> + Sync,
) -> Shelf<T> {
    let mut known = before.iter().peekable();
    let kept: Vec<Option<Arc<Reading<T>>>> = paths
        .iter()
        .map(|path| {
            while known.next_if(|(other, _)| **other < ***path).is_some() {}
            known.next_if(|(other, reading)| **other == ***path && !is_due(path, reading)).map(|(_, reading)| Arc::clone(reading))
        })
        .collect();
    if kept.len() == before.len() && kept.iter().all(Option::is_some) {
        return before.clone();
    }
    let take =
        |(path, kept): (&&Arc<str>, Option<Arc<Reading<T>>>)| (Arc::clone(path), kept.unwrap_or_else(|| Arc::new(read(path))));
    paths.par_iter().zip(kept).map(take).collect::<Vec<_>>().into_iter().collect()
}

/// The built-in forms, then the site's own, which replace those of the same id; without those that have errors, which are told.
pub fn all_forms(sources: &Sources, findings: &mut Diagnostics) -> Vec<Form> {
    let forms = read_forms(sources);
    findings.append(forms.findings);
    forms.forms.to_vec()
}

/// The built-in forms, then the site's own, which replace those of the same id.
fn read_forms(sources: &Sources) -> Forms {
    let mut findings = Diagnostics::new();
    let built_in = BUILT_IN.iter().map(|(path, source)| (None, Form::read(&Text::new(*path, *source), &mut findings)));
    let mut read: Vec<(Option<Arc<str>>, Option<Form>)> = built_in.collect();
    for path in sources.below(FORMS).filter(|path| path.ends_with(".yaml")) {
        let reading = read_data(sources, path, Form::read);
        findings.extend(reading.findings.iter().cloned());
        read.push((Some(Arc::clone(path)), reading.value));
    }
    let is_complete = read.iter().all(|(_, form)| form.is_some());
    let mut forms: Vec<Form> = Vec::new();
    let mut owners: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for (path, form) in read.into_iter().filter_map(|(path, form)| Some((path, form?))) {
        if let Some(path) = path
            && let Some(other) = owners.insert(form.id.clone(), Arc::clone(&path))
        {
            let finding = Diagnostic::error("duplicate-form", Place::file(path)).with("id", &form.id);
            findings.push(finding.see("duplicate-form-first", Place::file(other)));
        }
        forms.retain(|other| other.id != form.id);
        forms.push(form);
    }
    Forms { forms: forms.into(), is_complete, findings }
}

fn folders(agencies: &Shelf<Agency>) -> Folders {
    let folder =
        |file: &str| file.strip_prefix(CONTENT).unwrap_or(file).trim_end_matches(AGENCY_FILE).trim_end_matches('/').to_owned();
    (0..).zip(agencies.iter()).map(|(id, (path, _))| (Arc::from(folder(path)), AgencyId(id))).collect()
}

fn same_paths<T>(now: &Shelf<T>, before: &Shelf<T>) -> bool {
    now.is(before) || now.len() == before.len() && now.iter().zip(before.iter()).all(|((a, _), (b, _))| a == b)
}
