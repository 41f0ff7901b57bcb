//! What a document is read against, beside its own text: the forms that there are, and whose folder it lies in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::agency::AgencyId;
use crate::model::form::Form;
use crate::text::diagnostics::Diagnostics;

/// The folders of the agencies, below `content/`.
pub(super) type Folders = BTreeMap<Arc<str>, AgencyId>;

/// The forms that could be read.
#[derive(Debug)]
pub(super) struct Forms {
    pub forms: Arc<[Form]>,
    /// Whether that is all of them; otherwise a form that seems not to exist may only have errors.
    pub is_complete: bool,
    pub findings: Diagnostics,
}

/// The nearest agency above a path.
pub(super) fn above(folders: &Folders, path: &str) -> Option<AgencyId> {
    let mut folder = path;
    while let Some((up, _)) = folder.rsplit_once('/') {
        if let Some(id) = folders.get(up) {
            return Some(*id);
        }
        folder = up;
    }
    None
}
