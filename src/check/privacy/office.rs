//! Attachments of Word and Excel (ECMA-376): archives of XML files, which are unpacked and read no further than they are plausible.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::plain::decode;
use super::{Spot, Unread, numbers, passage};
use crate::text::package::{Package, Spoiled};
use crate::text::personal::Number;

/// What is done with a number that is found.
type Add<'a> = &'a mut dyn FnMut(&Number, &dyn Fn() -> Spot);

/// Looks through a Word document, with its notes, comments, headers, links and deleted words.
pub(super) fn read_word(bytes: &[u8], add: Add<'_>) -> Result<(), Unread> {
    let mut package = Package::open(bytes)?;
    for name in package.names(|name| is_xml(name) && (name.starts_with("word/") || name.starts_with("docProps/"))) {
        read_passages(&name, &read_text(&mut package, &name)?, add)?;
    }
    Ok(())
}

/// Looks through a workbook, with its comments, links and drawings.
pub(super) fn read_sheets(bytes: &[u8], add: Add<'_>) -> Result<(), Unread> {
    let mut package = Package::open(bytes)?;
    let titles = titles(&mut package)?;
    let mut shared = Shared::read(&mut package)?;
    for name in package.names(is_xml) {
        let text = read_text(&mut package, &name)?;
        match name.strip_prefix(SHEETS).filter(|rest| !rest.contains('/')) {
            Some(file) => read_sheet(titles.get(&name).map_or(file, String::as_str), &text, &mut shared, add)?,
            None if name == SHARED => {}
            None => read_passages(&name, &text, add)?,
        }
    }
    // Texts that no cell shows any more are still in the file.
    for (text, found, _) in shared.texts.values().filter(|(.., is_shown)| !is_shown) {
        found.iter().for_each(|number| add(number, &|| Spot::Passage(passage(text, number))));
    }
    Ok(())
}

const SHEETS: &str = "xl/worksheets/";
const SHARED: &str = "xl/sharedStrings.xml";

fn is_xml(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".rels")
}

/// Unpacks a file of text; empty if there is none of that name.
fn read_text(package: &mut Package<'_>, name: &str) -> Result<String, Unread> {
    Ok(decode(&package.read(name)?))
}

impl From<Spoiled> for Unread {
    fn from(spoiled: Spoiled) -> Self {
        match spoiled {
            Spoiled::Damaged => Unread::Damaged,
            Spoiled::UnpacksToTooMuch => Unread::UnpacksToTooMuch,
        }
    }
}

/// Elements that end a passage. Those inside of a paragraph do not: Word splits a number wherever it marks a word.
const PASSAGES: [&[u8]; 11] =
    [b"p", b"si", b"comment", b"text", b"f", b"v", b"is", b"oddHeader", b"oddFooter", b"evenHeader", b"evenFooter"];

/// What a reading of XML comes by.
enum Piece<'a> {
    /// The words of a passage, and the element that ends it.
    Passage(&'a str, &'a [u8]),
    /// The value of an attribute that points somewhere.
    Target(&'a str),
    /// The start of an element.
    Start(&'a BytesStart<'a>),
}

/// Reads XML passage by passage. In a file of properties every element is one.
fn read_xml(text: &str, is_flat: bool, see: &mut dyn FnMut(Piece<'_>)) -> Result<(), Unread> {
    let mut reader = Reader::from_str(text);
    let mut words = String::new();
    loop {
        match reader.read_event().map_err(|_| Unread::Damaged)? {
            Event::Start(start) => {
                open(&start, &mut words, see);
            }
            Event::Empty(start) => {
                open(&start, &mut words, see);
                words.push_str(match start.local_name().as_ref() {
                    b"tab" | b"br" | b"cr" => "\n",
                    b"noBreakHyphen" => "-",
                    _ => "",
                });
            }
            Event::End(end) => {
                let name = end.local_name();
                if is_flat || PASSAGES.contains(&name.as_ref()) {
                    see(Piece::Passage(&words, name.as_ref()));
                    words.clear();
                }
            }
            Event::Text(text) => words.push_str(&text.decode().map_err(|_| Unread::Damaged)?),
            Event::CData(text) => words.push_str(&text.decode().map_err(|_| Unread::Damaged)?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| Unread::Damaged)? {
                Some(c) => words.push(c),
                None => words
                    .push_str(reference.decode().ok().and_then(|name| resolve_predefined_entity(&name)).unwrap_or("\u{FFFD}")),
            },
            Event::Eof => {
                see(Piece::Passage(&words, b""));
                return Ok(());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// Tells an element that begins. What stands before a paragraph is not a part of it.
fn open(start: &BytesStart<'_>, words: &mut String, see: &mut dyn FnMut(Piece<'_>)) {
    if start.local_name().as_ref() == b"p" && !words.is_empty() {
        see(Piece::Passage(words, b"p"));
        words.clear();
    }
    for target in ["Target", "w:instr", "display", "tooltip"].iter().filter_map(|name| attribute(start, name)) {
        see(Piece::Target(&target));
    }
    see(Piece::Start(start));
}

/// The value of an attribute.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    Some(attribute.decoded_and_normalized_value(XmlVersion::Implicit1_0, start.decoder()).ok()?.into_owned())
}

/// Looks through XML that is no sheet.
fn read_passages(name: &str, text: &str, add: Add<'_>) -> Result<(), Unread> {
    read_xml(text, name.starts_with("docProps/"), &mut |piece| {
        if let Piece::Passage(words, _) | Piece::Target(words) = piece {
            add_passages(words, add);
        }
    })
}

fn add_passages(words: &str, add: Add<'_>) {
    numbers(words).for_each(|number| add(&number, &|| Spot::Passage(passage(words, &number))));
}

/// The texts with numbers among those that all sheets share, by their index, and whether a cell has shown them.
struct Shared {
    texts: BTreeMap<usize, (String, Vec<Number>, bool)>,
}

impl Shared {
    fn read(package: &mut Package<'_>) -> Result<Shared, Unread> {
        let (mut texts, mut index) = (BTreeMap::new(), 0);
        let text = read_text(package, SHARED)?;
        read_xml(&text, false, &mut |piece| {
            if let Piece::Passage(words, b"si") = piece {
                let found: Vec<Number> = numbers(words).collect();
                if !found.is_empty() {
                    texts.insert(index, (words.to_owned(), found, false));
                }
                index += 1;
            }
        })?;
        Ok(Shared { texts })
    }
}

/// Looks through a sheet, cell by cell.
fn read_sheet(title: &str, text: &str, shared: &mut Shared, add: Add<'_>) -> Result<(), Unread> {
    let (mut cell, mut kind) = (String::new(), String::new());
    read_xml(text, false, &mut |piece| match piece {
        Piece::Start(start) if start.local_name().as_ref() == b"c" => {
            cell = attribute(start, "r").unwrap_or_default();
            kind = attribute(start, "t").unwrap_or_default();
        }
        Piece::Start(_) => {}
        Piece::Passage(words, ending) => {
            let mut tell = |number: &Number| add(number, &|| Spot::Cell { sheet: title.to_owned(), cell: cell.clone() });
            match (ending, kind.as_str()) {
                (b"v", "s") => {
                    if let Some((_, found, is_shown)) = words.trim().parse().ok().and_then(|index| shared.texts.get_mut(&index)) {
                        *is_shown = true;
                        found.iter().for_each(&mut tell);
                    }
                }
                // A number with decimals: what follows the dot is no number of its own, though it may look like one.
                (b"v", "" | "n") if words.contains(['.', 'E']) => {}
                (b"v" | b"f" | b"is", _) => numbers(words).for_each(|number| tell(&number)),
                _ => add_passages(words, add),
            }
        }
        Piece::Target(words) => add_passages(words, add),
    })
}

/// The titles of the sheets, by their files.
fn titles(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, Unread> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let links = read_text(package, "xl/_rels/workbook.xml.rels")?;
    read_xml(&links, false, &mut |piece| {
        if let Piece::Start(start) = piece
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            let file = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            files.insert(id, file);
        }
    })?;
    let mut titles = BTreeMap::new();
    let workbook = read_text(package, "xl/workbook.xml")?;
    read_xml(&workbook, false, &mut |piece| {
        if let Piece::Start(start) = piece
            && let (Some(title), Some(id)) = (attribute(start, "name"), attribute(start, "r:id"))
            && let Some(file) = files.get(&id)
        {
            titles.insert(file.clone(), title);
        }
    })?;
    Ok(titles)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;
    use crate::text::package::{LEAST_UNPACKED, MOST_FILES};

    fn packed(files: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a file");
            writer.write_all(text.as_bytes()).expect("bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    fn stored(files: &[(&str, &str)]) -> Vec<u8> {
        packed(files, CompressionMethod::Stored)
    }

    type Told = (Vec<String>, Result<(), Unread>);

    fn told(read: impl FnOnce(Add<'_>) -> Result<(), Unread>) -> Told {
        let mut told = Vec::new();
        let result = read(&mut |number, spot| {
            told.push(match spot() {
                Spot::Passage(passage) => format!("{} “{passage}”", number.masked()),
                Spot::Cell { sheet, cell } => format!("{} {sheet}!{cell}", number.masked()),
                Spot::Name => String::new(),
            });
        });
        (told, result)
    }

    #[test]
    fn word_is_read_as_its_reader_reads_it() {
        let document = "<w:document><w:body>\
            <w:p><w:r><w:t>联系人138</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>0000</w:t></w:r><w:r><w:t>1234&#x3002;</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>138</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>00001234</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:del><w:r><w:delText>13900001234</w:delText></w:r></w:del></w:p>\
            <w:p><w:r><w:t>138****1234</w:t><w:tab/><w:t>0951-8061253</w:t></w:r></w:p>\
            </w:body></w:document>";
        let links = "<Relationships><Relationship Id=\"rId1\" Target=\"tel:+8613700001234\"/></Relationships>";
        let core = "<cp><title>13600001234</title><revision>3</revision></cp>";
        let files = [("word/document.xml", document), ("word/_rels/document.xml.rels", links), ("docProps/core.xml", core)];
        let wanted = [
            "136****1234 “136****1234”",
            "137****1234 “tel:+86137****1234”",
            "138****1234 “联系人138****1234。”",
            "139****1234 “139****1234”",
        ];
        let bytes = stored(&files);
        let (found, result) = told(|add| read_word(&bytes, add));
        assert_eq!((found, result), (wanted.map(str::to_owned).to_vec(), Ok(())));
    }

    #[test]
    fn numbers_in_workbooks_have_their_cells() {
        let files = [
            ("xl/workbook.xml", "<workbook><sheets><sheet name=\"花名册\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></r>"),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>姓名</t></si><si><r><t>138</t></r><r><t>00001234</t></r></si><si><t>13900001234</t></si></sst>",
            ),
            (
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
                 <row><c r=\"A2\"><v>13700001234</v></c><c r=\"B2\"><v>0.13700001234</v></c><c r=\"C2\"><v>138</v></c><c r=\"D2\"><v>00001234</v></c>\
                 <c r=\"E2\" t=\"inlineStr\"><is><t>13600001234</t></is></c><c r=\"F2\"><f>HYPERLINK(\"tel:13500001234\")</f><v>1</v></c></row>\
                 </sheetData></worksheet>",
            ),
            ("xl/comments1.xml", "<comments><comment><text><r><t>问13400001234</t></r></text></comment></comments>"),
        ];
        let wanted = [
            "134****1234 “问134****1234”",
            "138****1234 花名册!B1",
            "137****1234 花名册!A2",
            "136****1234 花名册!E2",
            "135****1234 花名册!F2",
            "139****1234 “139****1234”",
        ];
        let bytes = stored(&files);
        let (found, result) = told(|add| read_sheets(&bytes, add));
        assert_eq!((found, result), (wanted.map(str::to_owned).to_vec(), Ok(())));
    }

    #[test]
    fn what_is_no_document_is_told() {
        let read = |bytes: &[u8]| told(|add| read_word(bytes, add));
        assert_eq!(read(b"no archive"), (Vec::new(), Err(Unread::Damaged)));
        assert_eq!(read(&stored(&[("word/document.xml", "<w:p>13800001234")])).1, Ok(()));
        assert_eq!(read(&stored(&[("word/document.xml", "<w:p>13800001234</w:p></x>")])).0.len(), 1);
        assert_eq!(read(&stored(&[("word/document.xml", "<w:p></x>")])).1, Err(Unread::Damaged));
        let whole = stored(&[("word/document.xml", "<w:p/>")]);
        assert_eq!(read(&whole[..whole.len() - 30]).1, Err(Unread::Damaged));
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let large = " ".repeat(usize::try_from(LEAST_UNPACKED).expect("a size") + 1);
        let bytes = packed(&[("word/document.xml", &large)], CompressionMethod::Deflated);
        assert!(bytes.len() < 10_000);
        assert_eq!(told(|add| read_word(&bytes, add)).1, Err(Unread::UnpacksToTooMuch));
        let names: Vec<String> = (0..=MOST_FILES).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert_eq!(told(|add| read_word(&stored(&many), add)).1, Err(Unread::UnpacksToTooMuch));
        // References to others are not followed, so they cannot grow.
        let laughs = "<!DOCTYPE p [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:p>&b;138&b;00001234</w:p>";
        assert_eq!(told(|add| read_word(&stored(&[("word/document.xml", laughs)]), add)), (Vec::new(), Ok(())));
    }
}
