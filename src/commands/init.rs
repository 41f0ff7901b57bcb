//! `init`: the first files of a site.

use std::path::Path;

use super::{Stop, form};
use crate::schema::Described;
use crate::starter;
use crate::store::{self, NewFile};
use crate::text::diagnostics::Diagnostics;
use crate::text::tell::Language;

/// Files that may be there already; they are left as they are.
const MAY_BE_THERE: &str = ".gitignore";

/// Makes a site that builds at once. The folder may be there, and have other files in it.
///
/// # Errors
/// If one of the site's files is there already, or cannot be written; then none is written.
pub fn init(site: &Path, language: Language) -> Result<(), Stop> {
    let is_kept = |path: &str| path == MAY_BE_THERE && store::is_there(&site.join(path));
    let mut findings = Diagnostics::new();
    // A new site has no forms of its own, but its folder may have some.
    let forms = form::forms(site, &mut findings)?;
    let schemas = Described::ALL.into_iter().map(|own| (starter::schema_file(own.name()), own.schema(&forms)));
    let files: Vec<NewFile> = starter::site(language)
        .into_iter()
        .chain(schemas)
        .filter(|(path, _)| !is_kept(path))
        .map(|(path, text)| NewFile::text(path, text))
        .collect();
    Ok(store::write_new(site, &files)?)
}
