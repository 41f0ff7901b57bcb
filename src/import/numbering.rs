//! Numbers that Word puts in front of paragraphs, which stand in no text: 一、（一）1.

use std::collections::BTreeMap;

use quick_xml::Reader as Xml;
use quick_xml::events::Event;

use super::words::words;
use super::xml::attribute;

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// `%1、`
    text: String,
    start: u32,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numberings {
    kinds: BTreeMap<String, Vec<Level>>,
    /// The kind of each list.
    lists: BTreeMap<String, String>,
    counts: BTreeMap<String, Vec<u32>>,
}

impl Numberings {
    /// Reads the part that holds them; what cannot be read of it numbers nothing.
    pub fn read(text: &str) -> Numberings {
        let mut own = Numberings::default();
        let (mut kind, mut list) = (String::new(), String::new());
        let mut is_override = false;
        let mut xml = Xml::from_str(text);
        while let Ok(event) = xml.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => {
                    let value = || attribute(&start, "val").unwrap_or_default();
                    match start.local_name().as_ref() {
                        b"abstractNum" => kind = attribute(&start, "abstractNumId").unwrap_or_default(),
                        b"num" => list = attribute(&start, "numId").unwrap_or_default(),
                        b"abstractNumId" => drop(own.lists.insert(list.clone(), value())),
                        b"lvlOverride" => is_override = true,
                        b"lvl" if !is_override => {
                            own.kinds.entry(kind.clone()).or_default().push(Level { start: 1, ..Level::default() })
                        }
                        b"numFmt" if !is_override => own.level(&kind, |level| level.format = value()),
                        b"lvlText" if !is_override => own.level(&kind, |level| level.text = value()),
                        b"start" if !is_override => own.level(&kind, |level| level.start = value().parse().unwrap_or(1)),
                        _ => {}
                    }
                }
                Event::End(end) if end.local_name().as_ref() == b"lvlOverride" => is_override = false,
                _ => {}
            }
        }
        own
    }

    fn level(&mut self, kind: &str, change: impl FnOnce(&mut Level)) {
        if let Some(level) = self.kinds.get_mut(kind).and_then(|levels| levels.last_mut()) {
            change(level);
        }
    }

    /// Counts one paragraph of a list. Returns what stands in front of it, nothing for a dot; none if it is of no list.
    pub fn next(&mut self, list: &str, depth: usize) -> Option<Option<String>> {
        let kind = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let own = levels.get(depth)?;
        // Lists of one kind go on counting.
        let counts = self.counts.entry(kind.clone()).or_default();
        if counts.len() <= depth {
            let missing = levels.get(counts.len()..=depth).unwrap_or_default();
            counts.extend(missing.iter().map(|level| level.start.saturating_sub(1)));
        }
        counts.truncate(depth + 1);
        if let Some(count) = counts.last_mut() {
            *count = count.saturating_add(1);
        }
        if matches!(own.format.as_str(), "bullet" | "none" | "") {
            return Some(None);
        }
        let mut text = own.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let format = levels.get(at).map_or("", |level| level.format.as_str());
            text = text.replace(&format!("%{}", at + 1), &spelled(*count, format));
        }
        Some(Some(text))
    }
}

/// A number as a format of Word spells it.
fn spelled(number: u32, format: &str) -> String {
    match format {
        "chineseCounting" | "chineseCountingThousand" | "ideographDigital" | "japaneseCounting" | "taiwaneseCountingThousand" => {
            ideographs(number)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            let circled = usize::try_from(number).ok().and_then(|n| words().circled.get(n.checked_sub(1)?)).copied();
            circled.map_or_else(|| number.to_string(), String::from)
        }
        _ => number.to_string(),
    }
}

/// A number in ideographs, up to ninety-nine; nobody has more headings.
fn ideographs(number: u32) -> String {
    let numerals: Vec<char> = words().numerals.iter().copied().filter(|c| !words().date.zeros.contains(c)).collect();
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| numerals.get(n.checked_sub(1)?)).copied();
    let ten = words().date.ten.as_str();
    match number {
        1..=9 => digit(number).into_iter().collect(),
        10..=99 => {
            let tens = (number / 10 > 1).then(|| digit(number / 10)).flatten();
            tens.into_iter().collect::<String>() + ten + &digit(number % 10).into_iter().collect::<String>()
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_word_does() {
        let shown = [1, 9, 10, 11, 20, 21, 99, 100].map(ideographs);
        assert_eq!(shown, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }

    #[test]
    fn lists_count() {
        let xml = "<w:numbering><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
            <w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
            </w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
        let mut numberings = Numberings::read(xml);
        let marks: Vec<Option<String>> = [0, 1, 1, 0, 1].map(|depth| numberings.next("3", depth).flatten()).into();
        assert_eq!(marks.into_iter().flatten().collect::<Vec<_>>(), ["一、", "1.", "2.", "二、", "1."]);
        assert_eq!(numberings.next("4", 0), None);
    }
}
