//! Floor 6, the commands: what the program does, without words and without a terminal.

pub mod serve;

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::edition::Edition;
use crate::model::assemble::read_config;
use crate::publish::{self, Failure};
use crate::site::plan::Page;
use crate::text::diagnostics::Diagnostics;
use crate::text::source::Sources;
use crate::text::tell::Language;

/// What `build` is asked to do.
#[derive(Debug)]
pub struct Build<'a> {
    /// The folder with `site.yaml`.
    pub site: &'a Path,
    /// Where to write; `public` in the site if not said.
    pub destination: Option<&'a Path>,
    /// "Today", for whatever depends on it.
    pub today: NaiveDate,
    /// The home folder, which is never a destination.
    pub home: Option<&'a Path>,
}

/// What `build` did.
#[derive(Debug)]
pub struct Built {
    /// Where.
    pub destination: PathBuf,
    /// How many reports.
    pub reports: usize,
    /// How many HTML pages.
    pub pages: usize,
    /// How many files.
    pub files: usize,
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// The content has errors, which are among the findings.
    Content,
    /// The destination must not be replaced: the message's code, and the folder.
    Refused(&'static str, PathBuf),
    /// The machine.
    Io(PathBuf, io::Error),
}

/// Builds a portal: sources → edition → pages → directory.
///
/// # Errors
/// Why nothing was written.
pub fn build(asked: &Build<'_>, progress: &(dyn Fn(usize, usize) + Sync), findings: &mut Diagnostics) -> Result<Built, Stop> {
    let wanted = asked.destination.map_or_else(|| asked.site.join("public"), Path::to_owned);
    let destination = publish::check_destination(asked.site, &wanted, asked.home).map_err(|f| f.stop(findings))?;
    let sources = Sources::read(asked.site, findings).map_err(|(path, error)| Stop::Io(path, error))?;
    let edition = Edition::compile(sources, asked.today, findings).ok_or(Stop::Content)?;
    let files = publish::publish(&edition, &destination, progress).map_err(|f| f.stop(findings))?;
    Ok(Built { destination: wanted, reports: edition.portal().reports.len(), pages: html_pages(&edition), files })
}

/// How many HTML pages there are.
pub fn html_pages(edition: &Edition) -> usize {
    edition.pages().iter().filter(|page| page.is_listed() || **page == Page::NotFound).count()
}

/// The language that a site's `site.yaml` asks for.
pub fn language_of(site: &Path) -> Option<Language> {
    read_config(&Sources::site_file(site), &mut Diagnostics::new()).map(|config| config.language)
}

impl Failure {
    fn stop(self, findings: &mut Diagnostics) -> Stop {
        match self {
            Failure::Refused(code, folder) => Stop::Refused(code, folder),
            Failure::Io(path, error) => Stop::Io(path, error),
            Failure::Findings(found) => {
                findings.append(found);
                Stop::Content
            }
        }
    }
}
