//! The search for numbers of people in single files, while their bytes are at hand. What is found depends on nothing but the file.

use std::sync::Arc;

use super::privacy::{self, Content, Sighting, Sightings, Spot, Unread};
use super::rule::{Judge, Rule};
use super::rules::RULES;
use super::subject::Document;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::source::Text;

/// The largest attachment that is looked through, in bytes.
pub const MOST_BYTES: u64 = privacy::MOST_BYTES;
/// Whether an attachment is looked into; of others only the name is.
pub fn is_searched(path: &str) -> bool {
    Content::of(path).is_some()
}

/// Looks at a document, and at its name.
pub(super) fn look_at_document(document: &Document<'_>) -> Diagnostics {
    let mut found = Sightings::default();
    privacy::in_name(document.file.path(), &mut found);
    privacy::in_document(document, &mut found);
    tell(&found)
}

/// Looks at a data file (`site.yaml`, `agency.yaml`), and at its name.
pub fn look_at_data(text: &Text) -> Diagnostics {
    let mut found = Sightings::default();
    privacy::in_name(&text.path, &mut found);
    privacy::in_text(text, &mut found);
    tell(&found)
}

/// Looks at the name of an attachment.
pub fn look_at_name(path: &Arc<str>) -> Diagnostics {
    let mut found = Sightings::default();
    privacy::in_name(path, &mut found);
    tell(&found)
}

/// Looks into an attachment; no bytes means that there are more than [`MOST_BYTES`].
pub fn look_at_attachment(path: &Arc<str>, bytes: Option<&[u8]>) -> Diagnostics {
    let Some(content) = Content::of(path) else { return Diagnostics::new() };
    let mut found = Sightings::default();
    let unread = match bytes {
        Some(bytes) => privacy::in_attachment(path, content, bytes, &mut found),
        None => Some(Unread::TooLarge),
    };
    let mut told = tell(&found);
    for rule in RULES.iter().filter(|rule| matches!(rule.judge, Judge::Attachment)) {
        let ending = path.rsplit('.').next().unwrap_or_default();
        told.extend(unread.map(|why| rule.at(Place::file(Arc::clone(path)), ending).remark(why.code())));
    }
    told
}

fn tell(found: &Sightings) -> Diagnostics {
    let mut told = Diagnostics::new();
    for rule in RULES.iter().filter(|_| !found.first.is_empty()) {
        let Judge::Number(kind) = rule.judge else { continue };
        let mut own = found.first.iter().filter(|sighting| sighting.kind == kind).peekable();
        while let Some(sighting) = own.next() {
            let finding = finding(rule, sighting);
            let more = if own.peek().is_none() { found.more(kind) } else { 0 };
            told.push(if more > 0 { finding.with("more", more).remark("numbers-more") } else { finding });
        }
    }
    told
}

fn finding(rule: &Rule, sighting: &Sighting) -> Diagnostic {
    let finding = rule.at(sighting.place.clone(), &sighting.masked);
    match &sighting.spot {
        None => finding,
        Some(Spot::Name) => finding.remark("number-in-name"),
        Some(Spot::Passage(passage)) => finding.with("passage", passage).remark("number-in-passage"),
        Some(Spot::Cell { sheet, cell }) => finding.with("sheet", sheet).with("cell", cell).remark("number-in-cell"),
    }
}
