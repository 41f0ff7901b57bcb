//! `serve`: a preview that follows its sources. Reading → state → reading, for ever.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use chrono::NaiveDate;

use super::Stop;
use crate::edition::Edition;
use crate::edition::library::{Library, Texts};
use crate::model::portal::Moment;
use crate::preview::batch::Changes;
use crate::preview::kept::Kept;
use crate::preview::live::{Live, Reading, State};
use crate::preview::overlay::Notice;
use crate::preview::server::{self, Server};
use crate::preview::watch::{Sign, Watch, Why};
use crate::site::plan::Page;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::source::{Sources, Unreadable};
use crate::text::tell::{Language, Teller};

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 100;
/// How many requests are worked on at once, apart from the making of pages.
const THREADS: usize = 2;

/// What `serve` is asked to do.
#[derive(Debug)]
pub struct Serve<'a> {
    /// The folder with `site.yaml`.
    pub site: &'a Path,
    /// Where to listen.
    pub address: IpAddr,
    /// At which port; 0 for any. If it is taken, the next free one is used.
    pub port: u16,
    /// Whether to look at all files again and again instead of waiting for the system's events.
    pub is_polled: bool,
    /// "Today", for whatever depends on it.
    pub today: NaiveDate,
    /// The language of what is told in the browser.
    pub language: Language,
}

/// What happens while a preview runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// Something begins to be read, or is going to be.
    Noticed,
    /// It has been read and is being served.
    Read {
        /// What had changed; none the first time.
        changes: Option<&'a Changes>,
        /// What is served now.
        state: &'a State,
        /// Errors, and what had not been found before.
        news: &'a [&'a Diagnostic],
    },
    /// A page that was asked for cannot be made from what has been read, and why.
    Failed(&'a Diagnostic),
    /// All files are looked at again and again, and why: the message's code.
    Polling(Why),
    /// The preview can be looked at.
    Ready {
        /// Where.
        address: SocketAddr,
        /// Whether the wanted port was taken.
        is_other: bool,
    },
}

/// Serves a preview until the program is ended.
///
/// # Errors
/// Why there cannot be one.
pub fn serve(asked: &Serve<'_>, report: &mut dyn FnMut(Event<'_>)) -> Result<Infallible, Stop> {
    let folder = asked.site.metadata().map_err(|error| Stop::Io(asked.site.to_owned(), error))?;
    if !folder.is_dir() {
        return Err(Stop::Io(asked.site.to_owned(), io::ErrorKind::NotADirectory.into()));
    }
    let here = || PathBuf::from(SocketAddr::new(asked.address, asked.port).to_string());
    let listener = bind(asked.address, asked.port).map_err(|error| Stop::Io(here(), error))?;
    let bound = listener.local_addr().map_err(|error| Stop::Io(here(), error))?;
    let teller = Teller::new(asked.language, false);
    report(Event::Noticed);
    let mut watch = Watch::begin(asked.site, asked.is_polled);
    let mut library = None;
    let mut live = Live::new(read(asked, &Changes::All, &mut library, None, &teller));
    let state = live.now();
    report(Event::Read { changes: None, state: &state, news: &state.findings.sorted() });
    drop(state);
    let (complaints, complained) = channel();
    let server = Server { bound, states: live.subscribe(), language: asked.language, kept: Kept::default(), complaints };
    let runtime = start(listener, server).map_err(|error| Stop::Io(here(), error))?;
    report(Event::Ready { address: bound, is_other: asked.port != 0 && bound.port() != asked.port });
    loop {
        if let Some(why) = watch.news() {
            report(Event::Polling(why));
        }
        let mut told: Vec<Diagnostic> = Vec::new();
        let changes = watch.next(&*live.now(), &mut |sign| match sign {
            Sign::Change => report(Event::Noticed),
            // A browser may ask often; once a reading is enough.
            Sign::Waiting => complained.try_iter().for_each(|finding| {
                if !told.contains(&finding) {
                    report(Event::Failed(&finding));
                    told.push(finding);
                }
            }),
        });
        let before = live.now();
        live.replace(read(asked, &changes, &mut library, Some(&before), &teller));
        let state = live.now();
        report(Event::Read { changes: Some(&changes), state: &state, news: &state.findings.news(&before.findings) });
        if runtime.is_finished() {
            return Err(Stop::Io(here(), io::ErrorKind::BrokenPipe.into()));
        }
    }
}

/// The wanted port, or the next free one.
fn bind(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(MORE_PORTS) };
    let tried = (port..=last).map(|port| TcpListener::bind((address, port)));
    let is_taken = |bound: &io::Result<TcpListener>| bound.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::AddrInUse);
    tried.into_iter().find(|bound| !is_taken(bound)).unwrap_or_else(|| Err(io::ErrorKind::AddrInUse.into()))
}

/// Starts the server on threads of its own; this one goes on reading.
fn start(listener: TcpListener, server: Server) -> io::Result<std::thread::JoinHandle<io::Result<()>>> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?;
    let serve = move || runtime.block_on(async { server::serve(tokio::net::TcpListener::from_std(listener)?, server).await });
    std::thread::Builder::new().name("preview".to_owned()).spawn(serve)
}

/// Reads a site once more. What its files say is kept in the library, also where no edition can be made of it.
fn read(asked: &Serve<'_>, changes: &Changes, library: &mut Option<Library>, before: Option<&State>, teller: &Teller) -> Reading {
    let mut findings = Diagnostics::new();
    let last = before.and_then(|before| before.edition.as_deref());
    let edition = match again(asked.site, changes, library.as_ref()) {
        Ok(next) => {
            let moment = Moment { today: asked.today, shows_drafts: true };
            Edition::after(last, library.insert(next), moment, &mut findings)
        }
        Err((path, error)) => {
            let path = path.strip_prefix(asked.site).unwrap_or(&path).to_string_lossy().into_owned();
            findings.push(Diagnostic::error("unreadable", Place::file(path)).with("reason", error));
            None
        }
    };
    let edition = edition.filter(|edition| !changes.touch_the_looks() || prints(edition, &mut findings));
    let notice = match edition {
        Some(_) => Notice::default(),
        None => Notice::of_errors(teller, &before.map_or_else(|| findings.sorted(), |before| findings.news(&before.findings))),
    };
    Reading { edition, findings, notice, changes: changes.clone() }
}

/// The next library: only files that may have changed are read, and folders are looked through only if files may have come or gone.
fn again(site: &Path, changes: &Changes, library: Option<&Library>) -> Result<Library, Unreadable> {
    let Some(library) = library else { return Ok(Library::read(Sources::read(site)?, Texts::Kept)) };
    let known = library.sources();
    let is_there = |path: &String| known.get(path).is_some() && known.locate(path).symlink_metadata().is_ok_and(|m| m.is_file());
    Ok(match changes {
        Changes::Paths(paths) if paths.iter().all(is_there) => library.reread(paths),
        Changes::Paths(_) | Changes::All => library.again(Sources::read(site)?, |path| changes.hold(path)),
    })
}

/// Whether a page of each kind can be printed. Most mistakes in templates show only then, and should not take the place of pages that are
/// good.
fn prints(edition: &Edition, findings: &mut Diagnostics) -> bool {
    let mut kinds: Vec<std::mem::Discriminant<Page>> = Vec::new();
    let mut is_good = true;
    for page in edition.pages().iter().filter(|page| page.is_markup()) {
        let kind = std::mem::discriminant(page);
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        match edition.render(*page) {
            // A text that has changed meanwhile is read with the next changes.
            Err(finding) if finding.code == "template" => {
                findings.push(finding);
                is_good = false;
            }
            _ => {}
        }
    }
    is_good
}
