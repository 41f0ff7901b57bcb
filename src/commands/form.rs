//! `form`: a blank form, as lines of a report or as a workbook; or which forms there are.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Stop;
use crate::edition::library::all_forms;
use crate::model::form::Form;
use crate::sheets::blank::blank;
use crate::starter;
use crate::store::{self, NewFile};
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::fields::nearest;
use crate::text::source::Sources;
use crate::text::tell::Teller;

/// The forms that a site can use: the built-in ones, and its own. What is wrong with its own is found as well.
///
/// # Errors
/// If a folder cannot be read.
pub fn forms(site: &Path, findings: &mut Diagnostics) -> Result<Vec<Form>, Stop> {
    let sources = Sources::read(site).map_err(|(path, error)| Stop::Io(path, error))?;
    Ok(all_forms(&sources, findings))
}

/// The form of that id.
///
/// # Errors
/// If there is none.
pub fn find<'f>(forms: &'f [Form], id: &str) -> Result<&'f Form, Stop> {
    forms.iter().find(|form| form.id == id).ok_or_else(|| {
        let ids = || forms.iter().map(|form| form.id.as_str());
        let near = nearest(id, ids()).map_or_else(|| ids().collect::<Vec<_>>().join(", "), str::to_owned);
        let place = Place::file(format!("forms/{id}.yaml"));
        Diagnostic::error("form-unknown", place).with("form", id).with("nearest", near).into()
    })
}

/// A blank form as it stands in a report's front matter.
pub fn lines(form: &Form) -> String {
    starter::blank_statistics(form)
}

/// Writes a blank form as a workbook, which must not be there yet. Its name ends in `.xlsx`.
///
/// # Errors
/// If there is a file of that name, it cannot be written, or no workbook can hold the form.
pub fn write(form: &Form, file: &Path, teller: &Teller, today: NaiveDate) -> Result<(), Stop> {
    if file.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        let place = Place::file(file.to_string_lossy());
        return Err(Diagnostic::error("form-not-xlsx", place).with("file", file.display()).into());
    }
    let bytes = blank(form, teller, today).map_err(|error| {
        Diagnostic::error("spreadsheet", Place::file(format!("forms/{}.yaml", form.id))).with("reason", error)
    })?;
    let (folder, name) = (file.parent().map(Path::to_owned).unwrap_or_default(), file.file_name().map(PathBuf::from));
    let path = name.unwrap_or_default().to_string_lossy().into_owned();
    Ok(store::write_new(&folder, &[NewFile { path, bytes }])?)
}
