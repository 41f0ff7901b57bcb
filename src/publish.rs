//! Floor 5, publishing: pages → directory, the whole new portal or the whole old one.
//!
//! A [`Place`] is a destination that may be written to and that nobody else writes to. Pages are written as they are rendered, into a
//! staging folder, which then takes the destination's place in one step; where that cannot be, or would not be seen, its files replace
//! those of the destination one by one.

mod destination;
mod disk;
mod flush;
mod exchange;
mod hold;
pub mod manifest;
mod packing;
mod in_place;
mod mounts;
mod revision;
mod staging;
pub mod verify;

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::exchange::Exchange;
use self::hold::Hold;
use self::staging::{Staged, Staging};
use crate::edition::Edition;
use crate::site::plan::Page;
use crate::site::render::Content;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::source::open_regular;

/// The file by which gongkai knows a folder that it may replace.
pub const MARK: &str = ".gongkai";
const MARK_TEXT: &str = "This folder is written by gongkai. Every build replaces all of it.\n";
/// How many findings of templates are enough; the same mistake is made on every page.
const ENOUGH_FINDINGS: usize = 20;

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The destination must not be replaced: the message's code, and the folder.
    Refused(&'static str, PathBuf),
    /// A page cannot be made.
    Findings(Diagnostics),
    /// The machine.
    Io(PathBuf, io::Error),
}

/// How a portal is to be published.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// gongkai's version, for the manifest.
    pub version: &'a str,
    /// Whether files are to be replaced one by one, for whoever holds the destination's folder itself.
    pub in_place: bool,
    /// Whether text is to be packed beforehand as well.
    pub compress: bool,
}

/// What pages are made of, and how they are to be published.
#[derive(Clone, Copy)]
struct Work<'w> {
    edition: &'w Edition,
    order: Order<'w>,
    progress: &'w (dyn Fn(Progress) + Sync),
}

/// How a portal came to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing had been there.
    First,
    /// It took the old one's place in one step.
    Exchanged,
    /// Its files replaced those of the old one, each in one step.
    InPlace,
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files there are that `SHA256SUMS` names.
    pub files: usize,
    /// The sum of the manifest.
    pub sum: String,
    /// How.
    pub way: Way,
}

/// What somebody who waits wants to know.
#[derive(Debug, Clone, Copy)]
pub enum Progress {
    /// Another build publishes there; its process, if that is known.
    Waits(Option<u32>),
    /// So many pages are made, of how many.
    Pages(usize, usize),
}

/// A destination that may be written to, and that no other build writes to until this is dropped.
#[derive(Debug)]
pub struct Place {
    site: PathBuf,
    destination: PathBuf,
    _hold: Hold,
}

impl Place {
    /// Checks a destination, holds it, and finishes what an interrupted build has begun there. Nothing else is touched.
    ///
    /// # Errors
    /// If it must not be replaced, or cannot be held.
    pub fn open(site: &Path, destination: &Path, home: Option<&Path>, progress: &dyn Fn(Progress)) -> Result<Place, Failure> {
        let destination = destination::check(site, destination, home)?;
        let hold = Hold::take(&destination, &|process| progress(Progress::Waits(process)))?;
        in_place::finish(&destination)?;
        Ok(Place { site: site.to_owned(), destination, _hold: hold })
    }

    /// Writes all pages of an edition, and puts them in the destination's place; file by file if that is ordered, or if there is no other way.
    ///
    /// # Errors
    /// If a page cannot be made or a file cannot be written; the destination is then as it was, unless files were already being replaced.
    pub fn publish(
        &self,
        edition: &Edition,
        order: Order<'_>,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Published, Failure> {
        let work = Work { edition, order, progress };
        staging::sweep(&self.destination);
        let goes_whole = !self.destination.exists() || !(order.in_place || mounts::holds(&self.destination));
        let published = if goes_whole { self.as_a_whole(work)? } else { None };
        published.map_or_else(|| self.file_by_file(work), Ok)
    }

    /// Publishes in one step; none if that is not possible here, and nothing has been done.
    fn as_a_whole(&self, work: Work<'_>) -> Result<Option<Published>, Failure> {
        let destination = self.destination.as_path();
        let staging = match Staging::beside(destination) {
            // Who may write into the destination need not be allowed to write beside it.
            Err(Failure::Io(_, error)) if destination.exists() && is_forbidden(&error) => return Ok(None),
            staging => staging?,
        };
        let staged = self.stage(work, staging)?;
        match exchange::put(staged.folder(), destination) {
            Ok(Exchange::First) => Ok(Some(Published::of(&staged, Way::First))),
            Ok(Exchange::Done) => Ok(Some(Published::of(&staged, Way::Exchanged))),
            Ok(Exchange::Impossible) => Ok(None),
            Err(error) => Err(Failure::Io(self.destination.clone(), error)),
        }
    }

    fn file_by_file(&self, work: Work<'_>) -> Result<Published, Failure> {
        in_place::mark(&self.destination)?;
        let staged = self.stage(work, Staging::inside(&self.destination)?)?;
        in_place::put(staged.folder(), &self.destination)?;
        Ok(Published::of(&staged, Way::InPlace))
    }

    fn stage<'d>(&self, work: Work<'_>, staging: Staging<'d>) -> Result<Staged<'d>, Failure> {
        let Work { edition, order, progress } = work;
        edition.make_index().map_err(|finding| Failure::Findings(finding.into()))?;
        let (findings, done) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
        let count = edition.pages().len();
        edition.pages().par_iter().try_for_each(|page| {
            match edition.render(*page) {
                Ok(content) => take_in(&staging, work, &edition.file(*page), content)?,
                Err(finding) => note(&findings, *page, finding)?,
            }
            progress(Progress::Pages(done.fetch_add(1, Ordering::Relaxed) + 1, count));
            Ok(())
        })?;
        gather(findings)?;
        staging.finish(order.version, revision::of(&self.site))
    }
}

impl Published {
    fn of(staged: &Staged<'_>, way: Way) -> Published {
        Published { files: staged.files, sum: staged.sum.clone(), way }
    }
}

/// Takes in a file, and it packed, if that is ordered and makes it smaller. Nobody's own file of that name is replaced.
fn take_in(staging: &Staging<'_>, work: Work<'_>, file: &str, content: Content) -> Result<(), Failure> {
    if !work.order.compress || !packing::is_text(file) {
        return match content {
            Content::Bytes(bytes) => staging.write(file, &bytes),
            Content::Copy(source) => staging.copy(file, &source),
            Content::Year(year, format) => staging.write_by(file, &|out| work.edition.write_year(year, format, out)),
        };
    }
    let bytes = match content {
        Content::Bytes(bytes) => bytes,
        Content::Year(year, format) => {
            let mut bytes = Vec::new();
            let written = work.edition.write_year(year, format, &mut bytes);
            written.map_err(|error| Failure::Io(PathBuf::from(file), error)).map(|()| bytes)?
        }
        Content::Copy(source) => {
            let mut bytes = Vec::new();
            let read = open_regular(&source).and_then(|mut from| from.read_to_end(&mut bytes));
            read.map_err(|error| Failure::Io(source, error)).map(|_| bytes)?
        }
    };
    let packed = packing::packed(&bytes).map_err(|error| Failure::Io(PathBuf::from(file), error))?;
    for (ending, packed) in packing::ENDINGS.into_iter().zip(packed) {
        let name = format!("{file}{ending}");
        if packed.len() < bytes.len() && work.edition.find(&name).is_none() {
            staging.write(&name, &packed)?;
        }
    }
    staging.write(file, &bytes)
}

fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

type Noted = Mutex<Vec<(Page, Diagnostic)>>;

/// Keeps a finding; stops the work when there are enough of them.
fn note(findings: &Noted, page: Page, finding: Diagnostic) -> Result<(), Failure> {
    let Ok(mut findings) = findings.lock() else { return Ok(()) };
    findings.push((page, finding));
    if findings.len() < ENOUGH_FINDINGS {
        return Ok(());
    }
    Err(Failure::Findings(distinct(std::mem::take(&mut findings))))
}

fn gather(findings: Noted) -> Result<(), Failure> {
    match findings.into_inner().unwrap_or_default() {
        none if none.is_empty() => Ok(()),
        some => Err(Failure::Findings(distinct(some))),
    }
}

/// The findings in the order of their pages, each place once.
fn distinct(mut found: Vec<(Page, Diagnostic)>) -> Diagnostics {
    found.sort_by_key(|(page, _)| *page);
    let mut told = Vec::new();
    let mut findings = Diagnostics::new();
    for (_, finding) in found {
        if !told.contains(&finding.place) {
            told.push(finding.place.clone());
            findings.push(finding);
        }
    }
    findings
}
