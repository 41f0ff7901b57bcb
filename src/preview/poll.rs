//! Looking at all files again and again, where the system does not tell of changes.
//!
//! notify can poll too, but it sees times by the second and so misses what is saved within one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::batch::Changes;
use crate::text::diagnostics::Diagnostic;
use crate::text::source::Sources;

/// What tells one state of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    /// Nanoseconds, where the disk has them.
    modified: Option<u128>,
    /// Which file it is, if the system has numbers for files: a file moved into another's place can have its time and length.
    number: u64,
}

impl Stamp {
    /// A file's stamp now; none if there is no such file.
    pub fn of(path: &Path) -> Option<Stamp> {
        let metadata = path.symlink_metadata().ok()?;
        let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Some(Stamp { length: metadata.len(), modified: since.map(|since| since.as_nanos()), number })
    }

    /// Which file it is, without what changes when it is written.
    #[must_use]
    pub fn identity(self) -> Stamp {
        Stamp { length: 0, modified: None, ..self }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// A site's files at one moment.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    files: BTreeMap<Arc<str>, Option<Stamp>>,
    /// What can be no source; of these nothing but their names is known.
    odd: Vec<Diagnostic>,
    unreadable: Option<PathBuf>,
}

impl Scan {
    /// Looks at all of a site's files, but not into them.
    pub fn of(site: &Path) -> Scan {
        match Sources::read(site) {
            Ok(sources) => {
                let paths: Vec<&Arc<str>> = sources.below("").collect();
                let stamp = |path: &&Arc<str>| (Arc::clone(path), Stamp::of(&sources.locate(path)));
                let files: Vec<_> = paths.par_iter().map(stamp).collect();
                let odd = sources.findings().sorted().into_iter().cloned().collect();
                Scan { files: files.into_iter().collect(), odd, unreadable: None }
            }
            Err((path, _)) => Scan { unreadable: Some(path), ..Scan::default() },
        }
    }

    /// What has changed since another scan; none if nothing has.
    pub fn changes_since(&self, before: &Scan) -> Option<Changes> {
        if self == before {
            return None;
        }
        if (&self.odd, &self.unreadable) != (&before.odd, &before.unreadable) {
            return Some(Changes::All);
        }
        let differs = |path: &&Arc<str>| self.files.get(*path) != before.files.get(*path);
        let all: BTreeSet<&Arc<str>> = self.files.keys().chain(before.files.keys()).collect();
        Some(Changes::Paths(all.into_iter().filter(differs).map(|path| path.to_string()).collect()))
    }
}

/// Whether a folder is on a disk of another machine, or of the machine around this one, whose changes nobody tells this system of.
#[cfg(target_os = "linux")]
pub fn is_far(folder: &Path) -> bool {
    // From statfs(2) and linux/magic.h: NFS, SMB, CIFS, SMB2, 9P (Windows' disks in WSL), AFS, Coda, and the shared folders of virtual machines.
    const FAR: [u32; 10] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x5346_414F, 0x7375_7245, 0x786F_4256, 0xBACB_ACBC, 0x6B41_4653];
    // The number is 32 bits long, in fields of other lengths.
    rustix::fs::statfs(folder)
        .is_ok_and(|disk| FAR.iter().any(|magic| i128::from(disk.f_type) & 0xFFFF_FFFF == i128::from(*magic)))
}

#[cfg(not(target_os = "linux"))]
pub fn is_far(_: &Path) -> bool {
    false
}
