//! Family 5, privacy: numbers of people, in whatever a portal publishes, and in what its sources say beside that.

mod plain;
mod office;

use std::sync::{Arc, LazyLock};

use super::subject::Document;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::fields::{Cursor, read_file};
use crate::text::personal::{Kind, Number, find, mask, mask_all, mask_line};
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
pub(super) fn in_name(path: &Arc<str>) -> Vec<Sighting> {
    let sighting = |number: &Number| Sighting {
        kind: number.kind,
        place: Place::file(Arc::clone(path)),
        masked: number.masked(),
        spot: Some(Spot::Name),
    };
    find(path).iter().map(sighting).collect()
}

/// Numbers in a text as it stands in its file.
pub(super) fn in_text(text: &Text) -> Vec<Sighting> {
    let number = |number: &Number| in_line(number, text.place(number.span.clone()));
    numbers(text.as_str()).iter().map(number).collect()
}

/// Numbers in a document: as they stand in its file, and those that only its reader sees, because marks or escapes stand in between.
pub(super) fn in_document(document: &Document<'_>) -> Vec<Sighting> {
    let file = &document.file;
    let plain = numbers(file.text());
    let is_new = |number: &Number| !plain.iter().any(|known| known.digits == number.digits);
    let mut found: Vec<Sighting> = plain.iter().map(|number| in_line(number, file.place(number.span.clone()))).collect();
    // A way to each scalar costs more than a look at all of them.
    if holds_any(file.front.root()) {
        each_scalar(&Cursor::top(file.front), &mut |cursor, scalar| {
            found.extend(numbers(scalar).iter().filter(|n| is_new(n)).map(|number| disguised(number, cursor.place())));
        });
    }
    for block in document.prose {
        let new = numbers(&block.text).into_iter().filter(is_new);
        found.extend(new.map(|number| disguised(&number, file.in_block(block, number.span.clone()))));
    }
    found
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

/// Numbers in an attachment, and why there may be more of them.
pub(super) fn in_attachment(path: &Arc<str>, content: Content, bytes: &[u8]) -> (Vec<Sighting>, Option<Unread>) {
    let mut found = Vec::new();
    let mut add = |spot: Spot, number: &Number| {
        let place = Place::file(Arc::clone(path));
        found.push(Sighting { kind: number.kind, place, masked: number.masked(), spot: Some(spot) });
    };
    match content {
        Content::Text => (in_text(&Text::new(Arc::clone(path), plain::decode(bytes))), None),
        Content::Html => (in_html(&Text::new(Arc::clone(path), plain::decode(bytes))), None),
        Content::Word => {
            let unread = office::read_word(bytes, &mut add).err();
            (found, unread)
        }
        Content::Sheets => {
            let unread = office::read_sheets(bytes, &mut add).err();
            (found, unread)
        }
    }
}

/// Numbers in HTML: as they stand in the file, and those that only its reader sees.
fn in_html(text: &Text) -> Vec<Sighting> {
    let mut found = in_text(text);
    let plain = numbers(text.as_str());
    let overlaps = |a: &Number, b: &Number| a.span.start < b.span.end && b.span.start < a.span.end;
    let read = numbers(&plain::without_tags(text.as_str()));
    let new = read.iter().filter(|number| !plain.iter().any(|known| overlaps(known, number)));
    found.extend(new.map(|number| disguised(number, text.place(number.span.clone()))));
    found
}

/// A number that stands in its line as it is.
fn in_line(number: &Number, place: Place) -> Sighting {
    Sighting { kind: number.kind, place, masked: number.masked(), spot: None }
}

/// A number that does not stand in its line as it is. If marks are not the reason, nobody can say which digits of the line are its own, so
/// none is shown.
fn disguised(number: &Number, mut place: Place) -> Sighting {
    if let Some(position) = &mut place.position {
        let masked = mask_line(&position.excerpt);
        let is_seen = masked.get(position.span.clone()) != position.excerpt.get(position.span.clone());
        position.excerpt = if is_seen { masked } else { mask_all(&position.excerpt) };
    }
    in_line(number, place)
}

/// Whether a number stands in any of the values.
fn holds_any(node: &Node) -> bool {
    match node {
        Node::Blank => false,
        Node::Scalar(text) => !find(text).is_empty(),
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
fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = find(text);
    numbers.retain(|number| number.kind == Kind::ResidentId || !is_amount(text, number));
    numbers
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

/// A number with the words around it, masked.
fn passage(text: &str, number: &Number) -> String {
    let masked = mask(text);
    let (before, rest) = masked.split_at(number.span.start);
    let (own, after) = rest.split_at(number.span.len());
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    let whole = format!("{}{}{own}{}{}", dots(start > 0), &before[start..], &after[..end], dots(end < after.len()));
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
        assert_eq!(numbers("支出13800001234元，￥13800001234，发电13800001234千瓦时"), []);
        assert_eq!(numbers("万某13800001234，元某13800001234 元某").len(), 2);
    }

    #[test]
    fn passages_are_short_and_masked() {
        let text = format!("{}联系人电话13800001234，{}", "一".repeat(20), "二".repeat(20));
        let number = find(&text).remove(0);
        let wanted = format!("…{}联系人电话138****1234，{}…", "一".repeat(11), "二".repeat(15));
        assert_eq!(passage(&text, &number), wanted);
        let short = "13800001234";
        assert_eq!(passage(short, &find(short)[0]), "138****1234");
    }
}
