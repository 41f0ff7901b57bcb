//! `import`: from offices' own files to reports.

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Stop;
use super::new::{Target, read_site};
use crate::edition::library::Library;
use crate::import::reader::{self, Kind};
use crate::import::report::{Settled, text};
use crate::import::{Imported, import};
use crate::model::form::Form;
use crate::starter;
use crate::store::{self, NewFile};
use crate::text::diagnostics::{Diagnostic, Place};
use crate::text::fields::nearest;
use crate::text::source::{files_at, read_file};

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

/// Reads files and writes reports. A report that is there is never written over.
///
/// # Errors
/// If the site, or a folder of files, cannot be read, or there is no such form.
pub fn run(asked: &Import<'_>) -> Result<Imports, Stop> {
    let library = read_site(asked.site)?;
    let form = asked.form.map(|id| form(&library, id)).transpose()?;
    let mut files = Vec::new();
    for path in asked.files {
        files.extend(files_at(path).map_err(|error| Stop::Io(path.clone(), error))?);
    }
    let read: Vec<Result<(Imported, Option<&'static str>), Failed>> =
        files.par_iter().map(|path| read(path, &library, form, asked.year)).collect();
    let done: Vec<Result<Done, Failed>> = files
        .iter()
        .zip(read)
        .map(|(path, read)| read.and_then(|(imported, encoding)| finish(asked, &library, path, imported, encoding)))
        .collect();
    Ok(Imports { library, files: files.into_iter().zip(done).collect() })
}

fn form(library: &Library, id: &str) -> Result<usize, Stop> {
    let ids = || library.forms().iter().map(|form| form.id.as_str());
    ids().position(|own| own == id).ok_or_else(|| {
        let near = nearest(id, ids()).map_or_else(|| ids().collect::<Vec<_>>().join(", "), str::to_owned);
        Diagnostic::error("no-such-form", Place::file("--form")).with("form", id).with("nearest", near).into()
    })
}

/// Reads one file. Returns the encoding as well, if it had to be converted.
fn read(
    path: &Path,
    library: &Library,
    form: Option<usize>,
    year: Option<u16>,
) -> Result<(Imported, Option<&'static str>), Failed> {
    let name = path.to_string_lossy();
    let kind = match Kind::of(&name) {
        Ok(kind) => kind,
        Err(code) => return told(code, vec![("file", name.into_owned())]),
    };
    let bytes = read_file(path, reader::MOST_BYTES).map_err(|error: io::Error| Failed::Stop(Stop::Io(path.to_owned(), error)))?;
    let Some(bytes) = bytes else { return told("import-too-large", vec![("file", name.into_owned())]) };
    match reader::read(kind, &bytes) {
        Ok(read) => Ok((import(read.document, library.forms(), form, year), read.encoding)),
        Err(code) => told(code, vec![("file", name.into_owned())]),
    }
}

/// Decides what the file left open, says so, and writes the report.
fn finish(
    asked: &Import<'_>,
    library: &Library,
    file: &Path,
    imported: Imported,
    encoding: Option<&'static str>,
) -> Result<Done, Failed> {
    let facts = &imported.facts;
    let Some(year) = asked.year.or(facts.year) else { return told("import-no-year", Vec::new()) };
    let agency = match asked.agency {
        Some(agency) => agency.to_owned(),
        None => match named_agency(library, &imported) {
            Some(agency) => agency,
            None => return told("import-no-agency", vec![("title", facts.title.clone().unwrap_or_default())]),
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
    Ok(Done { path, imported, remarks })
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
