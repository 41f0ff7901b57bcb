//! What is served now: the last edition that could be made, and what the last reading found. Readings replace it as a whole, and all who
//! look at it are told.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use tokio::sync::watch;

use super::batch::Changes;
use super::overlay::{Notice, news};
use super::watch::Known;
use crate::edition::Edition;
use crate::text::diagnostics::Diagnostics;

/// How often to look whether an old edition is still used.
const LOOK: Duration = Duration::from_millis(50);

/// What is served at one moment.
#[derive(Debug)]
pub struct State {
    /// Which reading this is, other than any of any preview before.
    pub version: String,
    /// The last reading in which a file may have changed that pages only refer to.
    pub copies: String,
    /// The last reading in which a style sheet may have changed.
    pub styles: String,
    /// The reading that gave the edition.
    pub made: String,
    /// The last edition that could be made; none if none could.
    pub edition: Option<Arc<Edition>>,
    /// What the last reading found.
    pub findings: Diagnostics,
    /// What to show above every page: why there is no newer edition.
    pub notice: Notice,
    /// The same and the versions, as it goes to browsers.
    pub news: String,
    /// Whether the last reading failed.
    pub is_old: bool,
}

/// What a reading gave.
#[derive(Debug)]
pub struct Reading {
    /// The edition; none if there are errors.
    pub edition: Option<Edition>,
    /// What was found.
    pub findings: Diagnostics,
    /// What to show above every page.
    pub notice: Notice,
    /// What had changed.
    pub changes: Changes,
}

/// The one place that says what is served.
#[derive(Debug)]
pub struct Live {
    state: watch::Sender<Arc<State>>,
    /// A number of this run's own, so that a page of an earlier preview is not taken for one of this.
    run: u64,
    readings: u64,
    attic: Sender<Arc<State>>,
}

impl Live {
    /// The first reading.
    pub fn new(reading: Reading) -> Live {
        let run = RandomState::new().hash_one(std::process::id());
        let (state, _) = watch::channel(Arc::new(State::of(reading, None, version(run, 1))));
        Live { state, run, readings: 1, attic: attic() }
    }

    /// The next reading takes the place of the last.
    pub fn replace(&mut self, reading: Reading) {
        self.readings += 1;
        let before = self.now();
        let next = State::of(reading, Some(&before), version(self.run, self.readings));
        drop(self.state.send_replace(Arc::new(next)));
        // Whoever used to be there waits for nobody; and if there is no attic, it is dropped here.
        self.attic.send(before).unwrap_or(());
    }

    /// What is served now.
    pub fn now(&self) -> Arc<State> {
        Arc::clone(&self.state.borrow())
    }

    /// Whoever wants to know of every reading.
    pub fn subscribe(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }
}

fn version(run: u64, reading: u64) -> String {
    format!("{run:x}-{reading}")
}

/// Where old states go, so that neither a reading nor a request waits until a whole portal is cleared from memory.
fn attic() -> Sender<Arc<State>> {
    let (sender, old) = channel::<Arc<State>>();
    std::thread::spawn(move || {
        for state in old {
            while Arc::strong_count(&state) > 1 {
                std::thread::sleep(LOOK);
            }
        }
    });
    sender
}

impl State {
    fn of(reading: Reading, before: Option<&State>, version: String) -> State {
        let Reading { edition, findings, notice, changes } = reading;
        let is_old = edition.is_none();
        let edition = edition.map(Arc::new).or_else(|| before?.edition.clone());
        let since = |is_new: bool, then: fn(&State) -> &String| match before.filter(|_| !is_new) {
            Some(before) => then(before).clone(),
            None => version.clone(),
        };
        let copies = since(changes.touch_copies(), |before| &before.copies);
        let styles = since(changes.touch_styles(), |before| &before.styles);
        let made = since(!is_old, |before| &before.made);
        let news = news(&version, &copies, &styles, &notice);
        State { version, copies, styles, made, edition, findings, notice, news, is_old }
    }
}

impl Known for State {
    fn is_source(&self, path: &str) -> bool {
        self.edition.as_ref().is_some_and(|edition| edition.has_source(path))
    }

    fn is_complete(&self) -> bool {
        !self.is_old
    }
}
