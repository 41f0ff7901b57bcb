//! What changes in a site's folder while it is previewed: events of the system where they come, a look at all files where they do not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::batch::{Batch, Changes};
use super::poll::{Scan, Stamp, is_far};
use crate::text::source::{Sources, open_regular};

/// How often to look whether a folder has been replaced by another one, of which no event tells.
const LOOK: Duration = Duration::from_millis(500);
/// How long to rest between two looks at all files, at least; and how many times as long as a look takes.
const REST: (Duration, u32) = (Duration::from_millis(400), 5);
/// How many times as long as a look at all files takes nobody looks again because events were lost.
const LEISURE: u32 = 10;
/// So many stamps are enough.
const MOST_STAMPS: usize = 10_000;
/// Whether the system tells that a file is closed after it was written.
const TELLS_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Why all files are looked at again and again: the message's code.
pub type Why = &'static str;

/// A site's folder, watched.
pub struct Watch {
    /// The folder as it was named.
    site: PathBuf,
    means: Means,
    /// Why it is polled, if nobody has been told yet.
    news: Option<Why>,
}

enum Means {
    Events(Box<Events>),
    Polling(Scan),
}

/// A site's folder, of whose changes the system tells.
struct Events {
    watcher: RecommendedWatcher,
    /// The folder as it was named.
    site: PathBuf,
    /// The same without links; events name it so.
    root: PathBuf,
    coming: Receiver<notify::Result<Event>>,
    batch: Batch,
    /// The folders' identities when they were begun to be watched.
    identities: Vec<Option<Stamp>>,
    /// How files were when they were read, as far as they have changed before.
    stamps: BTreeMap<String, Option<Stamp>>,
    /// What has been read since the last edition, whose sources alone are known.
    unsure: Changes,
    /// The last look at all files.
    scan: Scan,
    /// Until when it stands, though events are lost; and whether some were meanwhile.
    stands: (Instant, bool),
}

/// What whoever waits for changes hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Something has changed.
    Change,
    /// Some time has passed.
    Waiting,
}

/// What the last reading knows of files.
pub trait Known {
    /// Whether a path is that of a source, or of a folder with some.
    fn is_source(&self, path: &str) -> bool;
    /// Whether that is all there was; after a reading that failed nobody knows.
    fn is_complete(&self) -> bool;
}

impl Watch {
    /// Begins to watch; only by looking at all files if that is wanted, or if events do not come.
    pub fn begin(site: &Path, is_polled: bool) -> Watch {
        let (means, news) = match is_polled {
            true => (Means::Polling(Scan::of(site)), None),
            false => means(site),
        };
        Watch { site: site.to_owned(), means, news }
    }

    /// Why all files are looked at, the first time it is asked for.
    pub fn news(&mut self) -> Option<Why> {
        self.news.take()
    }

    /// Waits until something has changed that has to be read. `hear` is told when the first sign of it is seen, and every now and then.
    pub fn next(&mut self, known: &dyn Known, hear: &mut dyn FnMut(Sign)) -> Changes {
        loop {
            hear(Sign::Waiting);
            let noticed = &mut || hear(Sign::Change);
            let (changes, trouble) = match &mut self.means {
                Means::Events(events) => events.next(known, noticed),
                Means::Polling(scan) => (poll(&self.site, scan, noticed), None),
            };
            match trouble {
                None => {}
                Some(Trouble::Replaced) => self.renew(),
                Some(Trouble::NoMore(why)) => (self.means, self.news) = (Means::Polling(Scan::of(&self.site)), Some(why)),
            }
            if let Some(changes) = changes {
                return changes;
            }
        }
    }

    /// Watches anew, after folders have been replaced.
    fn renew(&mut self) {
        let (means, news) = means(&self.site);
        (self.means, self.news) = (means, news.or(self.news));
    }
}

fn means(site: &Path) -> (Means, Option<Why>) {
    let polled = |why| (Means::Polling(Scan::of(site)), Some(why));
    if is_far(site) {
        return polled("preview-polls-far-disk");
    }
    match Events::begin(site) {
        Ok(events) => (Means::Events(Box::new(events)), None),
        Err(why) => polled(why),
    }
}

/// Looks at all files after a rest.
fn poll(site: &Path, scan: &mut Scan, noticed: &mut dyn FnMut()) -> Option<Changes> {
    let begun = Instant::now();
    let now = Scan::of(site);
    let changes = now.changes_since(scan);
    *scan = now;
    match changes {
        Some(_) => noticed(),
        None => std::thread::sleep(REST.0.max(begun.elapsed() * REST.1)),
    }
    changes
}

/// Why events are not enough.
enum Trouble {
    /// Folders are not those that are watched.
    Replaced,
    /// They do not come any more.
    NoMore(Why),
}

impl Events {
    fn begin(site: &Path) -> Result<Events, Why> {
        let (sender, coming) = channel();
        let root = site.canonicalize().unwrap_or_else(|_| site.to_owned());
        let watcher = watcher(sender).map_err(|error| why(&error))?;
        // At leisure beside the beginning of the watch, which takes as long, and before anything is read.
        let of_site = site.to_owned();
        let scan = std::thread::spawn(move || Scan::of(&of_site));
        let mut events = Events {
            watcher,
            site: site.to_owned(),
            root: root.clone(),
            coming,
            batch: Batch::default(),
            identities: identities(site),
            stamps: BTreeMap::new(),
            unsure: Changes::All,
            scan: Scan::default(),
            stands: (Instant::now(), false),
        };
        events.watch(&root, RecursiveMode::NonRecursive)?;
        for folder in Sources::folders() {
            events.watch(&root.join(folder), RecursiveMode::Recursive)?;
        }
        events.scan = scan.join().unwrap_or_default();
        Ok(events)
    }

    /// Watches a folder, if there is one.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Why> {
        let is_folder = folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        match self.watcher.watch(folder, mode) {
            Err(error) if is_folder && !is_gone(&error) => Err(why(&error)),
            _ => Ok(()),
        }
    }

    fn next(&mut self, known: &dyn Known, noticed: &mut dyn FnMut()) -> (Option<Changes>, Option<Trouble>) {
        if self.stands.1 && Instant::now() >= self.stands.0 {
            self.stands.1 = false;
            self.batch.all(Instant::now());
        }
        let patience = self.batch.wait(Instant::now());
        if self.batch.is_overdue(Instant::now()) {
            return (self.take(known), None);
        }
        match self.coming.recv_timeout(patience.unwrap_or(LOOK)) {
            Ok(event) => {
                let was_empty = self.batch.is_empty();
                let sorted = self.sort(event, known);
                if was_empty && !self.batch.is_empty() {
                    noticed();
                }
                match sorted {
                    Ok(()) => (None, None),
                    Err(why) => (Some(Changes::All), Some(Trouble::NoMore(why))),
                }
            }
            Err(RecvTimeoutError::Disconnected) => (Some(Changes::All), Some(Trouble::NoMore("preview-polls-no-events"))),
            Err(RecvTimeoutError::Timeout) if identities(&self.site) != self.identities => {
                noticed();
                (Some(Changes::All), Some(Trouble::Replaced))
            }
            Err(RecvTimeoutError::Timeout) => (self.take(known), None),
        }
    }

    fn take(&mut self, known: &dyn Known) -> Option<Changes> {
        let before = match known.is_complete() {
            true => Changes::none(),
            false => std::mem::replace(&mut self.unsure, Changes::All),
        };
        let root = &self.root;
        let is_idle = |path: &str| !known.is_source(path) && !before.touch(path) && Stamp::of(&root.join(path)).is_none();
        let changes = match self.batch.take(Instant::now(), is_idle) {
            Some(Changes::All) => self.look(),
            changes => changes,
        };
        if let Some(Changes::Paths(paths)) = &changes {
            if self.stamps.len() > MOST_STAMPS {
                self.stamps.clear();
            }
            self.stamps.extend(paths.iter().map(|path| (path.clone(), stamp(&self.root.join(path)))));
        }
        self.unsure = before.and(changes.as_ref().unwrap_or(&Changes::none()));
        changes
    }

    /// After events were lost: what has changed since the last such look. Reading makes events too, so many that some may be lost again;
    /// without this, one reading would lead to the next. Looking makes some as well, so it is not done again at once.
    fn look(&mut self) -> Option<Changes> {
        let begun = Instant::now();
        let now = Scan::of(&self.site);
        let changes = now.changes_since(&self.scan);
        self.scan = now;
        self.stands = (Instant::now() + begun.elapsed() * LEISURE, false);
        changes
    }

    /// Some events were lost: all files will be looked at, now or when the last look has stood long enough.
    fn lost(&mut self, now: Instant) {
        if now < self.stands.0 {
            self.stands.1 = true;
        } else {
            self.batch.all(now);
        }
    }

    /// Puts what an event tells into the batch.
    fn sort(&mut self, event: notify::Result<Event>, known: &dyn Known) -> Result<(), Why> {
        let now = Instant::now();
        let event = match event {
            Ok(event) if event.need_rescan() => {
                self.lost(now);
                return Ok(());
            }
            Ok(event) => event,
            Err(error) if is_gone(&error) => return Ok(()),
            Err(error) => return Err(why(&error)),
        };
        // The two halves of a move have been told of before.
        if matches!(event.kind, EventKind::Modify(ModifyKind::Name(RenameMode::Both))) {
            return Ok(());
        }
        for place in &event.paths {
            let Some(path) = self.path(place) else { continue };
            match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => self.closed(path, known, now),
                EventKind::Access(_) => {}
                EventKind::Modify(ModifyKind::Data(_)) if !TELLS_CLOSING => self.closed(path, known, now),
                EventKind::Modify(ModifyKind::Metadata(_)) => self.described(path, now),
                EventKind::Modify(ModifyKind::Name(RenameMode::To)) | EventKind::Create(CreateKind::Folder) => {
                    self.arrived(path, place, known, now)?;
                }
                _ => self.batch.doubtful(path, now),
            }
        }
        Ok(())
    }

    /// A place as a path of the site's, if sources can be there.
    fn path(&self, place: &Path) -> Option<String> {
        let names: Vec<_> = place.strip_prefix(&self.root).ok()?.iter().map(|name| name.to_string_lossy()).collect();
        Some(names.join("/")).filter(|path| Sources::concerns(path))
    }

    /// A file has been written and closed. An empty one was only made ready to be written; and one in which nothing has been written since
    /// it was read may have been held open for long.
    fn closed(&mut self, path: String, known: &dyn Known, now: Instant) {
        if self.is_as_read(&path) {
            return;
        }
        let is_filled = Stamp::of(&self.root.join(&path)).is_some_and(|stamp| !stamp.is_empty());
        match known.is_source(&path) && is_filled {
            true => self.batch.complete(path, now),
            false => self.batch.doubtful(path, now),
        }
    }

    /// Something has been moved here or is a new folder, of whose contents no event has told.
    fn arrived(&mut self, path: String, place: &Path, known: &dyn Known, now: Instant) -> Result<(), Why> {
        if place.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
            self.watch(place, RecursiveMode::Recursive)?;
            self.batch.doubtful(path, now);
            return Ok(());
        }
        self.closed(path, known, now);
        Ok(())
    }

    /// Rights or times have changed, as they do at the end of saving. That counts if the file is another one than was read, or cannot be
    /// read any more.
    fn described(&mut self, path: String, now: Instant) {
        if !self.batch.holds(&path) && !self.is_as_read(&path) {
            self.batch.doubtful(path, now);
        }
    }

    /// Whether nothing is known to have happened to a file since it was read, and it looks as it did then.
    fn is_as_read(&self, path: &str) -> bool {
        !self.batch.holds(path) && self.stamps.get(path).is_some_and(|read| *read == stamp(&self.root.join(path)))
    }
}

/// A file's stamp, none if it cannot be read.
fn stamp(place: &Path) -> Option<Stamp> {
    open_regular(place).ok()?;
    Stamp::of(place)
}

/// Which folders there are.
fn identities(site: &Path) -> Vec<Option<Stamp>> {
    // A dot, so that a link is followed to the folder that it leads to now.
    let folders = std::iter::once(site.join(".")).chain(Sources::folders().map(|folder| site.join(folder)));
    folders.map(|folder| Stamp::of(&folder).map(Stamp::identity)).collect()
}

fn watcher(sender: Sender<notify::Result<Event>>) -> notify::Result<RecommendedWatcher> {
    // Reading makes events of its own, of which nothing is to be learnt.
    let is_reading = |event: &notify::Result<Event>| {
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        event.as_ref().is_ok_and(|event| event.kind.is_access() && event.kind != closed && !event.need_rescan())
    };
    let pass = move |event: notify::Result<Event>| {
        if !is_reading(&event) {
            // Nobody listens any more when the watch is given up.
            sender.send(event).unwrap_or(());
        }
    };
    RecommendedWatcher::new(pass, Config::default().with_follow_symlinks(false))
}

fn is_gone(error: &notify::Error) -> bool {
    let is_not_found = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(error) => is_not_found(error),
        _ => false,
    }
}

fn why(error: &notify::Error) -> Why {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "preview-polls-watch-limit",
        _ => "preview-polls-no-events",
    }
}
