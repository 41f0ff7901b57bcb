//! Floor 6, the commands: what the program does, without words and without a terminal.

pub mod form;
pub mod init;
pub mod new;
pub mod import;
pub mod serve;
pub mod verify;

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::edition::Edition;
use crate::edition::library::{Library, Texts, read_config};
use crate::model::portal::Moment;
use crate::publish::{Failure, Order, Place, Progress, Way};
use crate::store;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
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
    /// How the portal is to be published.
    pub order: Order<'a>,
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
    /// How many files that `SHA256SUMS` names.
    pub files: usize,
    /// The sum of the manifest.
    pub sum: String,
    /// How it came to its place.
    pub way: Way,
    /// How many drafts were left out.
    pub drafts: usize,
}

/// What `check` looked at.
#[derive(Debug, Clone, Copy)]
pub struct Checked {
    /// How many reports.
    pub reports: usize,
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// The content has errors, which are among the findings.
    Content,
    /// The destination must not be replaced: the message's code, and the folder.
    Refused(&'static str, PathBuf),
    /// What was asked cannot be done: why.
    Command(Box<Diagnostic>),
    /// The machine.
    Io(PathBuf, io::Error),
}

/// Builds a portal: sources → edition → pages → directory. A portal with errors is not rendered.
///
/// # Errors
/// Why nothing was written.
pub fn build(asked: &Build<'_>, progress: &(dyn Fn(Progress) + Sync), findings: &mut Diagnostics) -> Result<Built, Stop> {
    let wanted = asked.destination.map_or_else(|| asked.site.join("public"), Path::to_owned);
    // Before anything is read, so that whoever has waited publishes what is written by then.
    let place = Place::open(asked.site, &wanted, asked.home, progress).map_err(|f| f.stop(findings))?;
    let edition = edition(asked.site, Moment { today: asked.today, shows_drafts: false }, findings)?;
    let published = place.publish(&edition, asked.order, progress).map_err(|f| f.stop(findings))?;
    let (reports, drafts) = (edition.portal().reports.len(), edition.portal().drafts.len());
    Ok(Built {
        destination: wanted,
        reports,
        pages: html_pages(&edition),
        files: published.files,
        sum: published.sum,
        way: published.way,
        drafts,
    })
}

/// Checks a site, drafts included, and writes nothing.
///
/// # Errors
/// If the site has errors, which are among the findings, or cannot be read.
pub fn check(site: &Path, today: NaiveDate, findings: &mut Diagnostics) -> Result<Checked, Stop> {
    let edition = edition(site, Moment { today, shows_drafts: true }, findings)?;
    Ok(Checked { reports: edition.portal().reports.len() })
}

/// Reads and checks a site: directory → text → portal, plan, theme.
fn edition(site: &Path, moment: Moment, findings: &mut Diagnostics) -> Result<Edition, Stop> {
    let sources = Sources::read(site).map_err(|(path, error)| Stop::Io(path, error))?;
    let library = Library::read(sources, Texts::Dropped);
    let edition = Edition::compile(&library, moment, findings).ok_or(Stop::Content)?;
    edition.check(findings);
    if findings.has_errors() { Err(Stop::Content) } else { Ok(edition) }
}

/// How many HTML pages there are.
pub fn html_pages(edition: &Edition) -> usize {
    edition.pages().iter().filter(|page| page.is_markup()).count()
}

/// The language that a site's `site.yaml` asks for.
pub fn language_of(site: &Path) -> Option<Language> {
    read_config(&Sources::site_file(site)).map(|config| config.language)
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

impl From<store::Failure> for Stop {
    fn from(failure: store::Failure) -> Self {
        match failure {
            store::Failure::Exists(path) => Stop::Refused("file-exists", path),
            store::Failure::Io(path, error) => Stop::Io(path, error),
        }
    }
}

impl From<Diagnostic> for Stop {
    fn from(finding: Diagnostic) -> Self {
        Stop::Command(Box::new(finding))
    }
}
