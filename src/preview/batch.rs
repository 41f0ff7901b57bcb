//! What has changed since the last reading, and when it is time to read: at once if one source is complete, a little later if that is not
//! sure yet.
//!
//! Editors save in many ways: they write into the file, which is then empty for a moment; put a new one in its place; move the old one
//! away first. All of these must lead to one reading, of the new text. So what is known and has been closed, or has been moved into place,
//! is read at once; whatever may only be half of a change (a file is gone, is new, is being written, is empty) waits until nothing has
//! happened for a moment; and so do many changes together.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::model::agency::AGENCY_FILE;
use crate::text::source::SITE_FILE;

/// Changes that come so soon after one another belong together.
const TOGETHER: Duration = Duration::from_millis(3);
/// After so long without a change, nothing more belongs to it.
const QUIET: Duration = Duration::from_millis(60);
/// Changes that never stop are read so often all the same.
const LONGEST: Duration = Duration::from_secs(2);

/// What has to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Anything may have changed.
    All,
    /// These files, and whatever is in these folders; paths relative to the site's folder, with `/`.
    Paths(BTreeSet<String>),
}

impl Changes {
    /// None at all.
    pub fn none() -> Changes {
        Changes::Paths(BTreeSet::new())
    }

    /// These and others.
    #[must_use]
    pub fn and(self, others: &Changes) -> Changes {
        match (self, others) {
            (Changes::Paths(mut paths), Changes::Paths(others)) => {
                paths.extend(others.iter().cloned());
                Changes::Paths(paths)
            }
            _ => Changes::All,
        }
    }

    /// Whether a file may have changed: it is among them, or a folder above it is.
    pub fn hold(&self, file: &str) -> bool {
        let mut above = std::iter::once(file).chain(file.rmatch_indices('/').map(|(end, _)| &file[..end]));
        match self {
            Changes::All => true,
            Changes::Paths(paths) => above.any(|path| paths.contains(path)),
        }
    }

    /// Whether a path is among them, or a folder above it, or something below it.
    pub fn touch(&self, path: &str) -> bool {
        let is_below = |path: &str, folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_near = |other: &String| other == path || is_below(path, other) || is_below(other, path);
        match self {
            Changes::All => true,
            Changes::Paths(paths) => paths.iter().any(is_near),
        }
    }

    /// Whether style sheets of themes have changed, which browsers can exchange in a page that stands.
    pub fn touch_styles(&self) -> bool {
        match self {
            Changes::All => true,
            Changes::Paths(paths) => paths.iter().any(|path| is_style(path)),
        }
    }

    /// Whether files may have changed that pages only refer to, such as pictures: then a page may look otherwise though it is the same.
    pub fn touch_copies(&self) -> bool {
        match self {
            Changes::All => true,
            Changes::Paths(paths) => paths.iter().any(|path| !is_printed(path) && !is_style(path)),
        }
    }

    /// Whether pages may look otherwise than before whatever their texts say.
    pub fn touch_the_looks(&self) -> bool {
        let is_look = |path: &String| ["themes", "forms", "site.yaml"].iter().any(|top| path.starts_with(top));
        match self {
            Changes::All => true,
            Changes::Paths(paths) => paths.iter().any(is_look),
        }
    }
}

fn is_style(path: &str) -> bool {
    path.starts_with("themes/") && path.contains("/static/") && path.ends_with(".css")
}

/// Whether a file is one that pages are printed from.
fn is_printed(path: &str) -> bool {
    let is_of_theme = path.starts_with("themes/") && !path.contains("/static/");
    let name = path.rsplit('/').next().unwrap_or(path);
    is_of_theme || path.starts_with("forms/") || name.ends_with(".md") || matches!(name, SITE_FILE | AGENCY_FILE)
}

/// Changes that have been noticed and not been read yet.
#[derive(Debug, Default)]
pub struct Batch {
    complete: BTreeSet<String>,
    doubtful: BTreeSet<String>,
    is_all: bool,
    /// When the first and the last were noticed.
    noticed: Option<(Instant, Instant)>,
}

impl Batch {
    /// Whether nothing has been noticed.
    pub fn is_empty(&self) -> bool {
        self.noticed.is_none()
    }

    /// A source is as it should be read.
    pub fn complete(&mut self, path: String, now: Instant) {
        self.doubtful.remove(&path);
        self.complete.insert(path);
        self.note(now);
    }

    /// Something has happened to a source, or to what may become one, and more may follow.
    pub fn doubtful(&mut self, path: String, now: Instant) {
        self.complete.remove(&path);
        self.doubtful.insert(path);
        self.note(now);
    }

    /// Nobody can say what has changed.
    pub fn all(&mut self, now: Instant) {
        self.is_all = true;
        self.note(now);
    }

    /// Whether a path is among what was noticed.
    pub fn holds(&self, path: &str) -> bool {
        self.complete.contains(path) || self.doubtful.contains(path)
    }

    /// Whether it has waited as long as it may.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.noticed.is_some_and(|(first, _)| now >= first + LONGEST)
    }

    fn note(&mut self, now: Instant) {
        let first = self.noticed.map_or(now, |(first, _)| first);
        self.noticed = Some((first, now));
    }

    /// How long to wait for more; none if nothing has been noticed.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let (first, last) = self.noticed?;
        let is_one = self.complete.len() == 1 && !self.is_all;
        let due = (last + if is_one { TOGETHER } else { QUIET }).min(first + LONGEST);
        Some(due.saturating_duration_since(now))
    }

    /// Takes what is due. What is doubtful stays behind one complete source, which is read alone. `is_idle` says of a doubtful path that it
    /// came and went.
    pub fn take(&mut self, now: Instant, is_idle: impl Fn(&str) -> bool) -> Option<Changes> {
        let batch = std::mem::take(self);
        if batch.is_all {
            return Some(Changes::All);
        }
        if batch.complete.len() == 1 {
            if !batch.doubtful.is_empty() {
                *self = Batch { doubtful: batch.doubtful, noticed: Some((now, now)), ..Batch::default() };
            }
            return Some(Changes::Paths(batch.complete));
        }
        let mut paths = batch.complete;
        paths.extend(batch.doubtful.into_iter().filter(|path| !is_idle(path)));
        (!paths.is_empty()).then_some(Changes::Paths(paths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: Duration = Duration::from_millis(1);

    fn paths(names: &[&str]) -> Option<Changes> {
        Some(Changes::Paths(names.iter().map(|name| (*name).to_owned()).collect()))
    }

    #[test]
    fn one_complete_source_is_read_at_once() {
        let (mut batch, now) = (Batch::default(), Instant::now());
        assert_eq!(batch.wait(now), None);
        batch.doubtful("a.md".into(), now);
        assert_eq!(batch.wait(now), Some(QUIET));
        batch.complete("a.md".into(), now + MOMENT);
        assert_eq!(batch.wait(now + MOMENT), Some(TOGETHER));
        assert_eq!(batch.take(now, |_| true), paths(&["a.md"]));
        assert!(batch.is_empty());
    }

    #[test]
    fn what_is_doubtful_stays_behind_and_may_vanish() {
        let (mut batch, now) = (Batch::default(), Instant::now());
        batch.doubtful("sed4a".into(), now);
        batch.complete("a.md".into(), now);
        assert_eq!(batch.take(now, |_| false), paths(&["a.md"]));
        assert_eq!(batch.wait(now), Some(QUIET));
        assert_eq!(batch.take(now, |path| path == "sed4a"), None);
        assert!(batch.is_empty());
    }

    #[test]
    fn many_sources_wait_for_quiet_but_not_for_ever() {
        let (mut batch, now) = (Batch::default(), Instant::now());
        for n in 0..100 {
            batch.complete(format!("{n}.md"), now + n * MOMENT);
        }
        batch.doubtful("gone.md".into(), now + 100 * MOMENT);
        assert_eq!(batch.wait(now + 100 * MOMENT), Some(QUIET));
        batch.complete("x.md".into(), now + LONGEST + MOMENT);
        assert_eq!(batch.wait(now + LONGEST + MOMENT), Some(Duration::ZERO));
        assert!(batch.is_overdue(now + LONGEST) && !batch.is_overdue(now + MOMENT) && batch.holds("gone.md"));
        assert!(matches!(batch.take(now, |_| false), Some(Changes::Paths(paths)) if paths.len() == 102));
    }

    #[test]
    fn when_nobody_can_say_it_is_all() {
        let (mut batch, now) = (Batch::default(), Instant::now());
        batch.complete("a.md".into(), now);
        batch.all(now);
        assert_eq!((batch.wait(now), batch.take(now, |_| true)), (Some(QUIET), Some(Changes::All)));
    }

    #[test]
    fn changes_touch_what_is_above_and_below() {
        let changes = Changes::none().and(&paths(&["content/a", "content/b/x.md"]).expect("changes"));
        for path in ["content/a", "content/a/1.md", "content/b/x.md", "content/b", "content"] {
            assert!(changes.touch(path) && !Changes::none().touch(path), "{path}");
        }
        assert!(changes.hold("content/a") && changes.hold("content/a/b/1.md") && changes.hold("content/b/x.md"));
        assert!(!changes.hold("content/b") && !changes.hold("content/ab/1.md") && Changes::All.hold("site.yaml"));
        assert!(!changes.touch("content/ab") && !changes.touch("content/b/x.mdx") && !changes.touch("site.yaml"));
        assert!(changes.and(&Changes::All).touch("site.yaml"));
    }

    #[test]
    fn style_sheets_are_told_apart() {
        let of = |names: &[&str]| paths(names).expect("changes");
        let style = "themes/default/static/gongkai.css";
        assert!(of(&[style, "content/a.md"]).touch_styles() && !of(&[style, "content/a.md"]).touch_copies());
        assert!(!of(&["content/static/a.css"]).touch_styles() && of(&["content/static/a.css"]).touch_copies());
        assert!(Changes::All.touch_styles() && Changes::All.touch_copies());
        for path in ["content/a/附件.png", "content/a", "themes/x/static/a.png", "content/a/data.yaml"] {
            assert!(of(&[path]).touch_copies(), "{path}");
        }
        for path in ["content/a/agency.yaml", "site.yaml", "forms/a.yaml", "themes/x/templates/a.html", "themes/x/i18n/en.yaml"] {
            assert!(!of(&[path]).touch_copies(), "{path}");
        }
        assert!(of(&["themes/x/templates/a.html"]).touch_the_looks() && of(&["site.yaml"]).touch_the_looks());
        assert!(Changes::All.touch_the_looks() && !of(&["content/a.md"]).touch_the_looks());
    }
}
