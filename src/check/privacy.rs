//! Family 5, privacy: numbers of people, in whatever a portal publishes, and in what its sources say beside that.

mod plain;
mod office;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::subject::Document;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::fields::{Cursor, read_file};
use crate::text::personal::{Kind, Number, SHORTEST, find, mask, mask_all, mask_line};
use crate::text::source::Text;
use crate::text::yaml::{Node, Step};

/// A number of a person, found.
pub(super) struct Sighting {
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// As it may be shown.
    pub masked: String,
    /// Where in the file, if lines and columns cannot say it.
    pub spot: Option<Spot>,
}

/// Enough numbers of one kind in one file: a list of thousands of people is seen after a few, and finding each place takes time.
const ENOUGH: usize = 10;

/// The numbers in a file, and how many more there are of each kind.
#[derive(Default)]
pub(super) struct Sightings {
    pub first: Vec<Sighting>,
    more: Vec<Kind>,
}

impl Sightings {
    fn add(&mut self, number: &Number, see: impl FnOnce() -> (Place, Option<Spot>)) {
        if self.first.iter().filter(|known| known.kind == number.kind).count() == ENOUGH {
            self.more.push(number.kind);
        } else {
            let (place, spot) = see();
            self.first.push(Sighting { kind: number.kind, place, masked: number.masked(), spot });
        }
    }

    /// How many there are of a kind beside the first ones.
    pub fn more(&self, kind: Kind) -> usize {
        self.more.iter().filter(|more| **more == kind).count()
    }
}

/// Where in a file that has no lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// In its name.
    Name,
    /// Where it says so.
    Passage(String),
    /// In a cell (`B12`) of a sheet.
    Cell { sheet: String, cell: String },
}

/// Why an attachment was not, or not wholly, looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    TooLarge,
    Damaged,
    UnpacksToTooMuch,
}

impl Unread {
    /// The sentence that says why.
    pub fn code(self) -> &'static str {
        match self {
            Unread::TooLarge => "unread-too-large",
            Unread::Damaged => "unread-damaged",
            Unread::UnpacksToTooMuch => "unread-unpacks",
        }
    }
}

/// The largest attachment that is looked through, in bytes.
pub(super) const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Numbers in a file's name, or in those of its folders.
pub(super) fn in_name(path: &Arc<str>, found: &mut Sightings) {
    for number in find(path) {
        found.add(&number, || (Place::file(Arc::clone(path)), Some(Spot::Name)));
    }
}

/// Numbers in a text as it stands in its file.
pub(super) fn in_text(text: &Text, found: &mut Sightings) {
    for number in numbers(text.as_str()) {
        found.add(&number, || in_line(text.as_str(), &number, |span| text.place(span)));
    }
}

/// Numbers in a document: as they stand in its file, and those that only its reader sees, because marks or escapes stand in between.
pub(super) fn in_document(document: &Document<'_>, found: &mut Sightings) {
    let file = &document.file;
    let mut known = BTreeSet::new();
    for number in numbers(file.text()) {
        found.add(&number, || in_line(file.text(), &number, |span| file.place(span)));
        known.insert(number.digits);
    }
    // A way to each scalar costs more than a look at all of them.
    if holds_any(file.front.root()) {
        each_scalar(&Cursor::top(file.front), &mut |cursor, scalar| {
            for number in numbers(scalar).filter(|number| !known.contains(&number.digits)) {
                found.add(&number, || disguised(cursor.place()));
            }
        });
    }
    for block in document.prose {
        for number in numbers(&block.text).filter(|number| !known.contains(&number.digits)) {
            found.add(&number, || disguised(file.in_block(block, number.span.clone())));
        }
    }
}

/// What an attachment holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Html,
    Word,
    Sheets,
}

impl Content {
    /// None for what is not looked into.
    pub fn of(path: &str) -> Option<Content> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" | "md" | "markdown" => Some(Content::Text),
            "html" | "htm" => Some(Content::Html),
            "docx" => Some(Content::Word),
            "xlsx" => Some(Content::Sheets),
            _ => None,
        }
    }
}

/// Numbers in an attachment; and, if it was not wholly looked through, why not.
pub(super) fn in_attachment(path: &Arc<str>, content: Content, bytes: &[u8], found: &mut Sightings) -> Option<Unread> {
    let text = || Text::new(Arc::clone(path), plain::decode(bytes));
    let mut add = |number: &Number, spot: &dyn Fn() -> Spot| found.add(number, || (Place::file(Arc::clone(path)), Some(spot())));
    match content {
        Content::Text => in_text(&text(), found),
        Content::Html => in_html(&text(), found),
        Content::Word => return office::read_word(bytes, &mut add).err(),
        Content::Sheets => return office::read_sheets(bytes, &mut add).err(),
    }
    None
}

/// Numbers in HTML: as they stand in the file, and those that only its reader sees.
fn in_html(text: &Text, found: &mut Sightings) {
    in_text(text, found);
    let plain: Vec<Range<usize>> = numbers(text.as_str()).map(|number| number.span).collect();
    let is_plain = |number: &Number| {
        let next = plain.partition_point(|span| span.end <= number.span.start);
        plain.get(next).is_some_and(|span| span.start < number.span.end)
    };
    let read = plain::without_tags(text.as_str());
    for number in numbers(&read).filter(|number| !is_plain(number)) {
        found.add(&number, || match is_lengthy(text.as_str(), &number.span) {
            true => (Place::file(Arc::clone(&text.path)), Some(Spot::Passage(passage(&read, &number)))),
            false => disguised(text.place(number.span.clone())),
        });
    }
}

/// The longest line that is shown, in bytes. Some programs write files of one line.
const LONGEST_LINE: usize = 16 * 1024;

/// Whether the line around a stretch is too long to be shown.
fn is_lengthy(text: &str, span: &Range<usize>) -> bool {
    let is_end = |byte: &u8| *byte == b'\n';
    let before = text.as_bytes()[..span.start].iter().rev().take(LONGEST_LINE).position(is_end);
    let after = text.as_bytes()[span.end..].iter().take(LONGEST_LINE).position(is_end);
    before.is_none() && span.start >= LONGEST_LINE || after.is_none() && text.len() - span.end >= LONGEST_LINE
}

/// Where a number stands that stands there as it is: in its line, or among some of its words if that is too long.
fn in_line(text: &str, number: &Number, place: impl Fn(Range<usize>) -> Place) -> (Place, Option<Spot>) {
    if is_lengthy(text, &number.span) {
        return (Place::file(place(0..0).path), Some(Spot::Passage(passage(text, number))));
    }
    (place(number.span.clone()), None)
}

/// Where a number stands that does not stand there as it is. If marks are not the reason, nobody can say which digits of the line are its
/// own, so none is shown.
fn disguised(mut place: Place) -> (Place, Option<Spot>) {
    if let Some(position) = &mut place.position {
        let masked = mask_line(&position.excerpt);
        let is_seen = masked.get(position.span.clone()) != position.excerpt.get(position.span.clone());
        position.excerpt = if is_seen { masked } else { mask_all(&position.excerpt) };
    }
    (place, None)
}

/// Whether a number stands in any of the values.
fn holds_any(node: &Node) -> bool {
    match node {
        Node::Blank => false,
        // Most are figures, which are too short.
        Node::Scalar(text) => text.len() >= SHORTEST && find(text).next().is_some(),
        Node::List(items) => items.iter().any(holds_any),
        Node::Map(entries) => entries.iter().any(|(_, value)| holds_any(value)),
    }
}

fn each_scalar(cursor: &Cursor<'_>, see: &mut dyn FnMut(&Cursor<'_>, &str)) {
    match cursor.node {
        Node::Blank => {}
        Node::Scalar(text) => see(cursor, text),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                each_scalar(&cursor.down(Step::Item(index), item), see);
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                each_scalar(&cursor.down(Step::Key(key), value), see);
            }
        }
    }
}

/// The numbers of people in a text, without what is an amount by its unit.
fn numbers(text: &str) -> impl Iterator<Item = Number> {
    find(text).filter(|number| number.kind == Kind::ResidentId || !is_amount(text, number))
}

/// What stands around amounts, directly: signs of currencies before them, units after them.
struct Amounts {
    signs: Vec<String>,
    units: Vec<String>,
}

const AMOUNTS: (&str, &str) = ("privacy/amounts.yaml", include_str!("privacy/amounts.yaml"));

/// A test reads it; what would not parse is left out here rather than ending the run.
static KNOWN_AMOUNTS: LazyLock<Amounts> = LazyLock::new(|| {
    let known = read_amounts(&mut Diagnostics::new());
    known.unwrap_or(Amounts { signs: Vec::new(), units: Vec::new() })
});

fn read_amounts(diagnostics: &mut Diagnostics) -> Option<Amounts> {
    let text = Text::new(AMOUNTS.0, AMOUNTS.1);
    read_file(&text, diagnostics, |fields| Amounts { signs: fields.texts("signs"), units: fields.texts("units") })
}

fn is_amount(text: &str, number: &Number) -> bool {
    let (before, after) = (&text[..number.span.start], &text[number.span.end..]);
    KNOWN_AMOUNTS.signs.iter().any(|sign| before.ends_with(sign.as_str()))
        || KNOWN_AMOUNTS.units.iter().any(|unit| after.starts_with(unit.as_str()))
}

/// How many characters around a number say where it stands.
const AROUND: usize = 16;
/// More than a number has: so many characters further on are looked at, so that no number there is cut, and shown in part.
const MARGIN: usize = 64;

/// A number with the words around it, masked.
fn passage(text: &str, number: &Number) -> String {
    let back = |text: &str, count: usize| text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    let on = |text: &str, count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let from = back(&text[..number.span.start], AROUND + MARGIN);
    let to = number.span.end + on(&text[number.span.end..], AROUND + MARGIN);
    let masked = mask(&text[from..to]);
    let (before, rest) = masked.split_at(number.span.start - from);
    let (own, after) = rest.split_at(number.span.len());
    let (start, end) = (back(before, AROUND), on(after, AROUND));
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    let (first, last) = (dots(from + start > 0), dots(end < after.len() || to < text.len()));
    let whole = format!("{first}{}{own}{}{last}", &before[start..], &after[..end]);
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_without_findings() {
        let mut findings = Diagnostics::new();
        let known = read_amounts(&mut findings).expect("amounts");
        assert!(findings.is_empty() && !known.units.is_empty() && !known.signs.is_empty());
    }

    #[test]
    fn amounts_are_nobodys_numbers() {
        assert_eq!(numbers("支出13800001234元，￥13800001234，发电13800001234千瓦时").count(), 0);
        assert_eq!(numbers("万某13800001234，元某13800001234 元某").count(), 2);
    }

    #[test]
    fn passages_are_short_and_masked() {
        let text = format!("{}联系人电话13800001234，{}", "一".repeat(20), "二".repeat(20));
        let number = find(&text).next().expect("a number");
        let wanted = format!("…{}联系人电话138****1234，{}…", "一".repeat(11), "二".repeat(15));
        assert_eq!(passage(&text, &number), wanted);
        let list = "13800001234,".repeat(9);
        let shown: Vec<String> = find(&list).map(|number| passage(&list, &number)).collect();
        assert_eq!(shown[0], "138****1234,138****1234,138…");
        assert!(shown.iter().all(|shown| !shown.contains("0000")), "{shown:?}");
    }
}
