//! `import`: from offices' own files to reports.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Stop;
use super::new::{Target, read_site};
use crate::edition::library::Library;
use crate::import::list::{self, Entry, Written};
use crate::import::reader::{self, Kind};
use crate::import::report::{Settled, text};
use crate::import::{Imported, import};
use crate::model::agency::Agency;
use crate::model::form::Form;
use crate::starter;
use crate::store::{self, NewFile};
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::fields::nearest;
use crate::text::source::{Text, files_at, read_file};

/// What `import` is asked to do.
#[derive(Debug)]
pub struct Import<'a> {
    /// The folder with `site.yaml`.
    pub site: &'a Path,
    /// Files, and folders of files.
    pub files: &'a [PathBuf],
    /// The agency's folder below `content/`, if the files do not say whose they are.
    pub agency: Option<&'a str>,
    /// The year reported on, if the files do not say it.
    pub year: Option<u16>,
    /// The form's id, if it is not to be recognised.
    pub form: Option<&'a str>,
    /// A list that says of files whose reports they are, on which year and form; if there are no `files`, of which ones.
    pub map: Option<&'a Path>,
    /// Keep the file beside the report.
    pub keeps: bool,
    /// Write nothing.
    pub is_dry: bool,
    /// "Today".
    pub today: NaiveDate,
}

/// What became of the files.
#[derive(Debug)]
pub struct Imports {
    /// The site as it was before.
    library: Library,
    /// Each file, in the order that it was named in.
    pub files: Vec<(PathBuf, Result<Done, Failed>)>,
}

impl Imports {
    /// The form that a file was read by.
    pub fn form(&self, done: &Done) -> Option<&Form> {
        done.imported.form.and_then(|index| self.library.forms().get(index))
    }
}

/// A file that became a report.
#[derive(Debug)]
pub struct Done {
    /// The report's file, relative to the site's folder.
    pub path: String,
    /// What was read.
    pub imported: Imported,
    /// What is to be said about it: a message, and its words.
    pub remarks: Vec<Remark>,
    /// Somebody has to look at it before it is published.
    pub is_draft: bool,
}

/// A message's code, and its words.
pub type Remark = (&'static str, Vec<(&'static str, String)>);

/// Why a file became no report.
#[derive(Debug)]
pub enum Failed {
    /// The message's code, and its words.
    Told(Remark),
    /// The site, or the machine.
    Stop(Stop),
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        Failed::Stop(stop)
    }
}

fn told<T>(code: &'static str, words: Vec<(&'static str, String)>) -> Result<T, Failed> {
    Err(Failed::Told((code, words)))
}

/// What is known of a file before it is read.
#[derive(Debug, Clone, Default)]
struct Given {
    agency: Option<String>,
    year: Option<u16>,
    /// By its place among all forms.
    form: Option<usize>,
}

/// Reads files and writes reports. A report that is there is never written over. Shows how many files of how many have been read.
///
/// # Errors
/// If the site, or a folder of files, cannot be read, there is no such form, or the list of files is wrong; what is wrong with that is among the
/// findings.
pub fn run(asked: &Import<'_>, progress: &(dyn Fn(usize, usize) + Sync), findings: &mut Diagnostics) -> Result<Imports, Stop> {
    let library = read_site(asked.site)?;
    let form = asked.form.map(|id| form(&library, id)).transpose()?;
    let mut files = Vec::new();
    for path in asked.files {
        files.extend(files_at(path).map_err(|error| Stop::Io(path.clone(), error))?);
    }
    let all = Given { agency: asked.agency.map(str::to_owned), year: asked.year, form };
    let mut given: Vec<Given> = vec![all.clone(); files.len()];
    if let Some(path) = asked.map {
        let map = Map::read(path, findings)?;
        if asked.files.is_empty() {
            files = map.files();
            given = vec![all; files.len()];
        }
        map.apply(&library, &files, &mut given, findings);
        if !findings.is_empty() {
            return Err(Stop::Content);
        }
    }
    let count = AtomicUsize::new(0);
    let read_one = |(path, given): (&PathBuf, &Given)| {
        let read = read(path, &library, given);
        progress(count.fetch_add(1, Ordering::Relaxed) + 1, files.len());
        read
    };
    let read: Vec<Result<(Imported, Option<&'static str>), Failed>> = files.par_iter().zip(&given).map(read_one).collect();
    let mut written: BTreeMap<String, &Path> = BTreeMap::new();
    let mut done: Vec<Result<Done, Failed>> = Vec::new();
    for ((path, given), read) in files.iter().zip(&given).zip(read) {
        let finished = read.and_then(|(imported, encoding)| finish(asked, given, &library, path, imported, encoding, &written));
        if let Ok(done) = &finished {
            written.insert(done.path.clone(), path);
        }
        done.push(finished);
    }
    Ok(Imports { library, files: files.into_iter().zip(done).collect() })
}

/// A list of files, read.
struct Map {
    folder: PathBuf,
    text: Text,
    entries: Vec<Entry>,
}

impl Map {
    fn read(path: &Path, findings: &mut Diagnostics) -> Result<Map, Stop> {
        let bytes = read_file(path, reader::MOST_BYTES).map_err(|error| Stop::Io(path.to_owned(), error))?;
        let shown = path.to_string_lossy().into_owned();
        let wrong = |code| Stop::from(Diagnostic::error(code, Place::file(shown.clone())).with("file", &shown));
        let bytes = bytes.ok_or_else(|| wrong("import-too-large"))?;
        // Excel writes CSV in the encoding of its language.
        let (text, _) = reader::text(&bytes).map_err(wrong)?;
        let text = Text::new(shown.clone(), text.trim_start_matches('\u{FEFF}'));
        let entries = list::read(&text, findings);
        Ok(Map { folder: path.parent().unwrap_or(Path::new("")).to_owned(), text, entries })
    }

    /// The files that it names.
    fn files(&self) -> Vec<PathBuf> {
        self.entries.iter().map(|entry| self.folder.join(&entry.file.text)).collect()
    }

    /// Says of each file what the list says. A line about a file that is not there is an error.
    fn apply(&self, library: &Library, files: &[PathBuf], given: &mut [Given], findings: &mut Diagnostics) {
        let mut named: Vec<usize> = Vec::new();
        for entry in &self.entries {
            match self.file(&entry.file, files) {
                Err(finding) => findings.push(finding),
                Ok(index) if named.contains(&index) => {
                    findings.push(Diagnostic::error("import-map-file-twice", self.text.place(entry.file.span.clone())))
                }
                Ok(index) => {
                    named.push(index);
                    let own = &mut given[index];
                    own.year = entry.year.or(own.year);
                    own.agency = self.agency(library, entry.agency.as_ref(), findings).or(own.agency.take());
                    own.form = self.form(library, entry.form.as_ref(), findings).or(own.form);
                }
            }
        }
    }

    /// Which of the files is meant: by its path, or by the end of it.
    fn file(&self, written: &Written, files: &[PathBuf]) -> Result<usize, Diagnostic> {
        let path = self.folder.join(&written.text);
        let is_there = |index: &usize| path.exists() || files[*index].ends_with(&written.text);
        let exact: Vec<usize> = (0..files.len()).filter(|index| files[*index] == path).filter(is_there).collect();
        let ending = || (0..files.len()).filter(|index| files[*index].ends_with(&written.text)).filter(|at| files[*at].exists());
        let found = if exact.is_empty() || !path.exists() { ending().collect() } else { exact };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let names = files.iter().filter(|file| file.exists()).filter_map(|file| file.file_name()?.to_str());
                Err(list::unknown("import-map-no-file", &self.text, written, names))
            }
            _ => Err(Diagnostic::error("import-map-several-files", self.text.place(written.span.clone()))
                .with("written", &written.text)),
        }
    }

    /// An agency, by its folder or by its name.
    fn agency(&self, library: &Library, written: Option<&Written>, findings: &mut Diagnostics) -> Option<String> {
        let written = written?;
        let folder = super::new::folder(&written.text).ok().filter(|folder| library.agency(folder).is_some());
        let is_called = |agency: &Agency| agency.name == written.text || agency.short_name == written.text;
        let mut named = library.folders().filter(|folder| library.agency(folder).is_some_and(|(_, agency)| is_called(agency)));
        let found = folder.or_else(|| named.next().filter(|_| named.next().is_none()).map(str::to_owned));
        if found.is_none() {
            let folders = library.folders().filter(|folder| library.agency(folder).is_some());
            findings.push(list::unknown("import-map-agency", &self.text, written, folders));
        }
        found
    }

    fn form(&self, library: &Library, written: Option<&Written>, findings: &mut Diagnostics) -> Option<usize> {
        let written = written?;
        let ids = || library.forms().iter().map(|form| form.id.as_str());
        let found = ids().position(|id| id == written.text);
        if found.is_none() {
            findings.push(list::unknown("import-map-form", &self.text, written, ids()));
        }
        found
    }
}

fn form(library: &Library, id: &str) -> Result<usize, Stop> {
    let ids = || library.forms().iter().map(|form| form.id.as_str());
    ids().position(|own| own == id).ok_or_else(|| {
        let near = nearest(id, ids()).map_or_else(|| ids().collect::<Vec<_>>().join(", "), str::to_owned);
        Diagnostic::error("no-such-form", Place::file("--form")).with("form", id).with("nearest", near).into()
    })
}

/// Reads one file. Returns the encoding as well, if it had to be converted.
fn read(path: &Path, library: &Library, given: &Given) -> Result<(Imported, Option<&'static str>), Failed> {
    let name = path.to_string_lossy();
    let kind = match Kind::of(&name) {
        Ok(kind) => kind,
        Err(code) => return told(code, vec![("file", name.into_owned())]),
    };
    let bytes = read_file(path, reader::MOST_BYTES).map_err(|error: io::Error| Failed::Stop(Stop::Io(path.to_owned(), error)))?;
    let Some(bytes) = bytes else { return told("import-too-large", vec![("file", name.into_owned())]) };
    match reader::read(kind, &bytes) {
        Ok(read) => Ok((import(read.document, library.forms(), given.form, given.year), read.encoding)),
        Err(code) => told(code, vec![("file", name.into_owned())]),
    }
}

/// Decides what the file left open, says so, and writes the report.
fn finish(
    asked: &Import<'_>,
    given: &Given,
    library: &Library,
    file: &Path,
    imported: Imported,
    encoding: Option<&'static str>,
    written: &BTreeMap<String, &Path>,
) -> Result<Done, Failed> {
    let facts = &imported.facts;
    let Some(year) = given.year.or(facts.year) else { return told("import-no-year", Vec::new()) };
    let agency = match &given.agency {
        Some(agency) => agency.clone(),
        None => match named_agency(library, &imported) {
            Some(agency) => agency,
            None => {
                let title = facts.title.clone().unwrap_or_default();
                return told("import-no-agency", vec![("title", title), ("known", known_agencies(library))]);
            }
        },
    };
    let target = Target::find(library, &agency, year)?;
    let mut remarks = remarks(&imported, library, year, encoding);
    let title = facts.title.clone().unwrap_or_else(|| starter::title(&target.agency.name, year));
    let published = facts.published.or(facts.written);
    let settled = Settled {
        title,
        year,
        published: published.unwrap_or(asked.today),
        is_draft: !imported.recognition.questions.is_empty() || facts.title.is_none() || published.is_none(),
    };
    let path = target.path();
    if let Some(other) = written.get(&path) {
        let words = vec![("agency", target.agency.name.clone()), ("year", year.to_string())];
        return told("import-same-report", [words, vec![("other", other.to_string_lossy().into_owned())]].concat());
    }
    let mut files =
        vec![NewFile::text(&path, text(&imported, &settled, imported.form.and_then(|index| library.forms().get(index))))];
    if asked.keeps {
        match original(file, &path) {
            Some(original) => files.push(original?),
            None => remarks.push(("import-not-kept", Vec::new())),
        }
    }
    if !asked.is_dry {
        store::write_new(asked.site, &files).map_err(Stop::from)?;
    }
    Ok(Done { path, imported, remarks, is_draft: settled.is_draft })
}

/// The file itself, to stand beside its report. Not if it would be read as a page there.
fn original(file: &Path, report: &str) -> Option<Result<NewFile, Failed>> {
    let name = file.file_name()?.to_str()?;
    let folder = report.rsplit_once('/').map_or("", |(folder, _)| folder);
    if name.to_ascii_lowercase().ends_with(".md") {
        return None;
    }
    let bytes = read_file(file, reader::MOST_BYTES).map_err(|error| Failed::Stop(Stop::Io(file.to_owned(), error)));
    Some(bytes.map(|bytes| NewFile { path: format!("{folder}/{name}"), bytes: bytes.unwrap_or_default() }))
}

/// The agency whose name stands in the title, or below the text: the longest name of those that do.
fn named_agency(library: &Library, imported: &Imported) -> Option<String> {
    let facts = &imported.facts;
    let texts: Vec<&str> = [&facts.title, &facts.issuer, &facts.filler].into_iter().filter_map(|text| text.as_deref()).collect();
    let names = library.folders().filter_map(|folder| library.agency(folder).map(|(_, agency)| (folder, agency)));
    let names = names.flat_map(|(folder, agency)| [(folder, agency.name.as_str()), (folder, agency.short_name.as_str())]);
    let found: Vec<(&str, &str)> = names.filter(|(_, name)| texts.iter().any(|text| text.contains(name))).collect();
    let longest = found.iter().map(|(_, name)| name.len()).max()?;
    let mut folders: Vec<&str> = found.iter().filter(|(_, name)| name.len() == longest).map(|(folder, _)| *folder).collect();
    folders.dedup();
    match folders.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    }
}

/// So many agencies are named to somebody who has to say one.
const MOST_NAMED: usize = 12;

/// The folders of the site's agencies, as far as they can be told in a line.
fn known_agencies(library: &Library) -> String {
    let folders: Vec<&str> = library.folders().filter(|folder| library.agency(folder).is_some()).collect();
    let more = if folders.len() > MOST_NAMED { " \u{2026}" } else { "" };
    folders.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(", ") + more
}

/// What is to be said about a file, beside its figures.
fn remarks(imported: &Imported, library: &Library, year: u16, encoding: Option<&'static str>) -> Vec<Remark> {
    let facts = &imported.facts;
    let mut remarks: Vec<Remark> = Vec::new();
    if let Some(encoding) = encoding {
        remarks.push(("import-converted", vec![("encoding", encoding.to_owned())]));
    }
    let years = facts.year.into_iter().chain(facts.other_years.iter().copied()).filter(|other| *other != year);
    remarks.extend(years.map(|other| ("import-other-year", vec![("year", year.to_string()), ("other", other.to_string())])));
    match (imported.form, imported.rivals.as_slice()) {
        (None, _) => remarks.push(("import-no-form", Vec::new())),
        (Some(_), []) => {}
        (Some(own), rivals) => {
            let id = |index: &usize| library.forms().get(*index).map(|form| form.id.clone()).unwrap_or_default();
            let others = rivals.iter().map(id).collect::<Vec<_>>().join(", ");
            remarks.push(("import-rivals", vec![("form", id(&own)), ("others", others)]));
        }
    }
    match (facts.published, facts.written) {
        (None, Some(day)) => remarks.push(("import-day-of-writing", vec![("day", day.to_string())])),
        (None, None) => remarks.push(("import-no-day", Vec::new())),
        (Some(_), _) => {}
    }
    if facts.title.is_none() {
        remarks.push(("import-no-title", Vec::new()));
    }
    if !imported.dropped.is_empty() {
        remarks.push(("import-dropped", vec![("what", imported.dropped.join(" · "))]));
    }
    remarks
}
