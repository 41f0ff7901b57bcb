//! `new`: the first file of an agency or of a report.

use std::path::Path;

use chrono::NaiveDate;

use super::Stop;
use crate::edition::library::{Library, Texts};
use crate::model::agency::{AGENCY_FILE, Agency, AgencyId, Level};
use crate::model::figure::{CellId, Figure};
use crate::model::form::Form;
use crate::model::portal::CONTENT;
use crate::model::report::Report;
use crate::starter::{self, Draft};
use crate::store::{self, NewFile};
use crate::text::diagnostics::{Diagnostic, Place};
use crate::text::fields::{YEARS, nearest};
use crate::text::source::{SITE_FILE, Sources};
use crate::text::tell::Language;

/// The file of a report that is made here.
pub const REPORT_FILE: &str = "annual-report.md";

/// What `new agency` is asked to do.
#[derive(Debug)]
pub struct NewAgency<'a> {
    /// The folder with `site.yaml`.
    pub site: &'a Path,
    /// The agency's folder below `content/`.
    pub folder: &'a str,
    /// In full.
    pub name: &'a str,
    /// What kind of body.
    pub level: Level,
    /// Of the comments.
    pub language: Language,
}

/// What `new report` is asked to do.
#[derive(Debug)]
pub struct NewReport<'a> {
    /// The folder with `site.yaml`.
    pub site: &'a Path,
    /// The agency's folder below `content/`.
    pub agency: &'a str,
    /// The year to report on.
    pub year: u16,
    /// The form's id, if the year does not say it.
    pub form: Option<&'a str>,
    /// "Today", which is written as the day of publication.
    pub today: NaiveDate,
    /// Of the comments.
    pub language: Language,
}

/// What `new report` did.
#[derive(Debug)]
pub struct MadeReport {
    /// Its file, relative to the site's folder.
    pub path: String,
    /// The form's id.
    pub form: String,
    /// How many rows are to be filled in.
    pub rows: usize,
    /// How many cells were taken over from the year before.
    pub carried: usize,
}

/// Makes an agency. Returns its file, relative to the site's folder.
///
/// # Errors
/// If it is there already, its folder cannot be an address, or the file cannot be written.
pub fn agency(asked: &NewAgency<'_>) -> Result<String, Stop> {
    let folder = folder(asked.folder)?;
    if !store::is_there(&asked.site.join(SITE_FILE)) {
        return Err(Diagnostic::error("no-site-file", Place::file(shown(&asked.site.join(SITE_FILE)))).into());
    }
    let name = asked.name.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(Diagnostic::error("agency-name", Place::file(folder)).into());
    }
    let path = format!("{CONTENT}{folder}/{AGENCY_FILE}");
    let text = starter::agency(asked.language, &path, keeps_schema(asked.site, "agency"), name, asked.level);
    store::write_new(asked.site, &[NewFile::text(&path, text)])?;
    Ok(path)
}

/// Makes a report, with all rows of its form. What is carried over from the year before is filled in.
///
/// # Errors
/// If the agency has a report on that year, there is no such agency or form, or the file cannot be written.
pub fn report(asked: &NewReport<'_>) -> Result<MadeReport, Stop> {
    let library = read_site(asked.site)?;
    let target = Target::find(&library, asked.agency, asked.year)?;
    let last = target.last_report(&library);
    let form = form(&library, asked, last)?;
    let known = carried_over(&library, form, last);
    let path = target.path();
    let draft = Draft {
        title: starter::title(&target.agency.name, asked.year),
        year: asked.year,
        published: asked.today,
        form,
        known: &|cell| known.iter().find(|(own, _)| *own == cell).map_or(Figure::Blank, |(_, figure)| *figure),
        schema: starter::schema_line(&path, "report", keeps_schema(asked.site, "report")),
    };
    store::write_new(asked.site, &[NewFile::text(&path, draft.text(asked.language))])?;
    Ok(MadeReport { path, form: form.id.clone(), rows: form.row_keys().count(), carried: known.len() })
}

/// Whether a site keeps a schema for its authors' editors.
fn keeps_schema(site: &Path, name: &str) -> bool {
    store::is_there(&site.join(starter::schema_file(name)))
}

/// Reads a site that something is to be added to. It may have errors elsewhere.
pub(super) fn read_site(site: &Path) -> Result<Library, Stop> {
    let sources = Sources::read(site).map_err(|(path, error)| Stop::Io(path, error))?;
    if sources.get(SITE_FILE).is_none() {
        return Err(Diagnostic::error("no-site-file", Place::file(shown(&site.join(SITE_FILE)))).into());
    }
    Ok(Library::read(sources, Texts::Dropped))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A folder below `content/`, as somebody may have written it.
pub(super) fn folder(written: &str) -> Result<String, Stop> {
    let folder = written.trim_matches('/').trim_start_matches("./");
    let folder = folder.strip_prefix(CONTENT).unwrap_or(folder);
    let is_sound = |part: &&str| {
        let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(sound)
    };
    match folder.split('/').find(|part| !is_sound(part)) {
        Some(part) => Err(Diagnostic::error("odd-name", Place::file(written)).with("name", part).into()),
        None => Ok(folder.to_owned()),
    }
}

/// Whose report on which year is to be made.
#[derive(Debug)]
pub(super) struct Target<'l> {
    folder: String,
    id: AgencyId,
    pub agency: &'l Agency,
    year: u16,
}

impl<'l> Target<'l> {
    /// Finds the agency, which must not have a report on that year.
    pub fn find(library: &'l Library, written: &str, year: u16) -> Result<Self, Stop> {
        let folder = folder(written)?;
        if !YEARS.contains(&year) {
            let finding = Diagnostic::error("year-out-of-range", Place::file(folder)).with("year", year);
            return Err(finding.with("from", YEARS.start()).with("to", YEARS.end()).into());
        }
        let Some((id, agency)) = library.agency(&folder) else {
            let near = nearest(&folder, library.folders()).unwrap_or_default().to_owned();
            let code = if near.is_empty() { "no-such-agency-far" } else { "no-such-agency" };
            return Err(Diagnostic::error(code, Place::file(format!("{CONTENT}{folder}/{AGENCY_FILE}")))
                .with("nearest", near)
                .into());
        };
        let target = Target { folder, id, agency, year };
        if let Some((path, _)) = library.reports().find(|(_, report)| report.agency == id && report.facts.year == year) {
            let finding = Diagnostic::error("report-exists", Place::file(path.clone())).with("year", year);
            return Err(finding.with("agency", &agency.name).into());
        }
        Ok(target)
    }

    /// The file of the report.
    pub fn path(&self) -> String {
        format!("{CONTENT}{}/{}/{REPORT_FILE}", self.folder, self.year)
    }

    /// The agency's report on the year before, if that has statistics.
    pub fn last_report<'r>(&self, library: &'r Library) -> Option<&'r Report> {
        let is_last = |report: &&Report| report.agency == self.id && report.facts.year + 1 == self.year;
        library.reports().map(|(_, report)| &**report).filter(is_last).find(|report| report.facts.statistics.is_some())
    }
}

/// The form to fill in: the one that is asked for, else that of the year before if it is in force, else the only one that is.
fn form<'l>(library: &'l Library, asked: &NewReport<'_>, last: Option<&Report>) -> Result<&'l Form, Stop> {
    let forms = library.forms();
    let ids = |forms: &[&Form]| forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(id) = asked.form {
        return forms.iter().find(|form| form.id == id).ok_or_else(|| {
            let near = nearest(id, forms.iter().map(|form| form.id.as_str())).map(str::to_owned);
            let near = near.unwrap_or_else(|| ids(&forms.iter().collect::<Vec<_>>()));
            Diagnostic::error("no-such-form", Place::file(asked.agency)).with("form", id).with("nearest", near).into()
        });
    }
    let is_in_force =
        |form: &&Form| form.years.0.is_none_or(|from| from <= asked.year) && form.years.1.is_none_or(|to| asked.year <= to);
    let in_force: Vec<&Form> = forms.iter().filter(is_in_force).collect();
    let before = last.and_then(|report| report.facts.statistics.as_ref()).and_then(|own| forms.get(own.form.0 as usize));
    match (before.filter(is_in_force), in_force.as_slice()) {
        (Some(form), _) => Ok(form),
        (None, [form]) => Ok(form),
        (None, several) => {
            let named = if several.is_empty() { forms.iter().collect() } else { several.to_vec() };
            let code = if several.is_empty() { "no-form-for-year" } else { "several-forms-for-year" };
            Err(Diagnostic::error(code, Place::file(asked.agency)).with("year", asked.year).with("forms", ids(&named)).into())
        }
    }
}

/// What the form carries over from the year before, as far as that has figures. In another form, the cells of the same names.
fn carried_over(library: &Library, form: &Form, last: Option<&Report>) -> Vec<(CellId, Figure)> {
    let Some(statistics) = last.and_then(|report| report.facts.statistics.as_ref()) else { return Vec::new() };
    let Some(before) = library.forms().get(statistics.form.0 as usize) else { return Vec::new() };
    let same = |cell| form.keys(cell).and_then(|(row, column)| before.cell_at(row, column));
    let known = form.carried_over().filter_map(|(now, then)| Some((now, statistics.figures.get(same(then)?))));
    known.filter(|(_, figure)| *figure != Figure::Blank).collect()
}
