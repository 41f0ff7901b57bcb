//! The search for numbers of people in single files, while their bytes are at hand. What is found depends on nothing but the file.

use std::sync::Arc;

use super::privacy::{self, Content, Sighting, Spot, Unread};
use super::rule::{Judge, Rule};
use super::rules::RULES;
use super::subject::Document;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::source::Text;

/// The largest attachment that is looked through, in bytes.
pub const MOST_BYTES: u64 = privacy::MOST_BYTES;
/// Enough findings of one kind in one file: a list of thousands of people is seen after a few, and the last one says how many more there are.
const ENOUGH: usize = 10;

/// Whether an attachment is looked into; of others only the name is.
pub fn is_searched(path: &str) -> bool {
    Content::of(path).is_some()
}

/// Looks at a document, and at its name.
pub(super) fn look_at_document(document: &Document<'_>) -> Diagnostics {
    let mut sightings = privacy::in_name(document.file.path());
    sightings.extend(privacy::in_document(document));
    tell(sightings)
}

/// Looks at a data file (`site.yaml`, `agency.yaml`), and at its name.
pub fn look_at_data(text: &Text) -> Diagnostics {
    let mut sightings = privacy::in_name(&text.path);
    sightings.extend(privacy::in_text(text));
    tell(sightings)
}

/// Looks at the name of an attachment.
pub fn look_at_name(path: &Arc<str>) -> Diagnostics {
    tell(privacy::in_name(path))
}

/// Looks into an attachment; no bytes means that there are more than [`MOST_BYTES`].
pub fn look_at_attachment(path: &Arc<str>, bytes: Option<&[u8]>) -> Diagnostics {
    let Some(content) = Content::of(path) else { return Diagnostics::new() };
    let (sightings, unread) = match bytes {
        Some(bytes) => privacy::in_attachment(path, content, bytes),
        None => (Vec::new(), Some(Unread::TooLarge)),
    };
    let mut found = tell(sightings);
    for rule in RULES.iter().filter(|rule| unread.is_some() && matches!(rule.judge, Judge::Attachment)) {
        let ending = path.rsplit('.').next().unwrap_or_default();
        let finding = rule.at(Place::file(Arc::clone(path)), ending);
        found.push(unread.iter().fold(finding, |finding, why| finding.remark(why.code())));
    }
    found
}

fn tell(sightings: Vec<Sighting>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES.iter().filter(|_| !sightings.is_empty()) {
        let Judge::Number(kind) = rule.judge else { continue };
        let own: Vec<&Sighting> = sightings.iter().filter(|sighting| sighting.kind == kind).collect();
        for (index, sighting) in own.iter().take(ENOUGH).enumerate() {
            let finding = finding(rule, sighting);
            let is_last = index + 1 == ENOUGH && own.len() > ENOUGH;
            found.push(if is_last { finding.with("more", own.len() - ENOUGH).remark("numbers-more") } else { finding });
        }
    }
    found
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
