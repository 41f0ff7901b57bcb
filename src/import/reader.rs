//! Files into documents, by what kind of file they are.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::document::Document;
use super::{docx, layout, page, sheets};
use crate::text::markdown::foreign_html;
use crate::text::package::{Package, Spoiled};
use crate::text::source::Text;
use crate::text::yaml::{Node, Yaml, split_front_matter};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// A file's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, with tables as `pdftotext -layout` or tabs leave them.
    Text,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
    /// Word.
    Word,
    /// Excel.
    Sheets,
    /// LibreOffice's workbooks.
    OpenSheets,
    /// CSV.
    Csv,
}

/// A file, read.
#[derive(Debug)]
pub struct Read {
    /// What it says.
    pub document: Document,
    /// The encoding that it was in, if that is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Why a file cannot be read: the message's code.
pub type Unreadable = &'static str;

impl Kind {
    /// The kind that a file's name says; if it is none that can be read, the message that says what to do.
    ///
    /// # Errors
    /// Which message says what to do instead.
    pub fn of(name: &str) -> Result<Kind, Unreadable> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "txt" => Ok(Kind::Text),
            "md" | "markdown" => Ok(Kind::Markdown),
            "html" | "htm" => Ok(Kind::Html),
            "docx" => Ok(Kind::Word),
            "xlsx" => Ok(Kind::Sheets),
            "ods" => Ok(Kind::OpenSheets),
            "csv" => Ok(Kind::Csv),
            "pdf" => Err("import-pdf"),
            "doc" | "wps" | "rtf" | "odt" | "xls" | "et" => Err("import-doc"),
            _ => Err("import-kind"),
        }
    }
}

/// Reads a file of a kind.
///
/// # Errors
/// If it is not what its name says.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Read, Unreadable> {
    if let Some(other) = other_kind(kind, bytes) {
        return Err(other);
    }
    let text = || decode(bytes, kind == Kind::Html);
    let (document, encoding) = match kind {
        Kind::Word => (docx::read(bytes).map_err(spoiled)?, UTF_8),
        Kind::Sheets => (sheets::xlsx(bytes).map_err(spoiled)?, UTF_8),
        Kind::OpenSheets => (sheets::ods(bytes).map_err(spoiled)?, UTF_8),
        Kind::Csv => text().map(|(text, encoding)| (sheets::csv(&text), encoding))?,
        Kind::Text => text().map(|(text, encoding)| (layout::read(&text), encoding))?,
        Kind::Html => text().map(|(text, encoding)| (page::read(&text), encoding))?,
        Kind::Markdown => text().map(|(text, encoding)| (markdown(&text), encoding))?,
    };
    if document.blocks.is_empty() {
        return Err("import-empty");
    }
    Ok(Read { document, encoding: (encoding != UTF_8).then(|| encoding.name()) })
}

/// What a file begins with that Word and Excel wrote before 2007, or that has a password.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What a file is whose name says another kind; people rename files instead of saving them anew.
fn other_kind(kind: Kind, bytes: &[u8]) -> Option<Unreadable> {
    let is_archive = matches!(kind, Kind::Word | Kind::Sheets | Kind::OpenSheets);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("import-empty");
    }
    if bytes.starts_with(b"%PDF") {
        return Some("import-pdf");
    }
    if bytes.starts_with(OLD_OFFICE) {
        let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = memchr::memmem::find(bytes, &marker).is_some();
        return Some(if is_locked { "import-password" } else { "import-old-office" });
    }
    if !bytes.starts_with(b"PK") {
        return is_archive.then_some("import-no-office");
    }
    let names = Package::open(bytes).ok()?.names(|name| matches!(name, "word/document.xml" | "xl/workbook.xml"));
    match (kind, names.first().map(String::as_str)) {
        (Kind::Sheets, Some("xl/workbook.xml")) | (Kind::Word, Some("word/document.xml")) | (_, None) => None,
        (_, Some("xl/workbook.xml")) => Some("import-is-sheets"),
        (_, Some(_)) => Some("import-is-word"),
    }
}

fn spoiled(spoiled: Spoiled) -> Unreadable {
    match spoiled {
        Spoiled::Damaged => "import-damaged",
        Spoiled::UnpacksToTooMuch => "import-unpacks",
    }
}

/// Reads a text, whatever it is encoded in, and says that.
///
/// # Errors
/// If it is in no encoding that is known here.
pub fn text(bytes: &[u8]) -> Result<(String, Option<&'static str>), Unreadable> {
    decode(bytes, false).map(|(text, encoding)| (text, (encoding != UTF_8).then(|| encoding.name())))
}

/// Decodes a text: by its mark, by what a page says of itself, as UTF-8, or as GB18030 if it can be that. Somebody asked for it, and is told.
fn decode(bytes: &[u8], is_page: bool) -> Result<(String, &'static Encoding), Unreadable> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strict(encoding, &bytes[length..]);
    }
    if let Ok(text) = strict(UTF_8, bytes)
        && !text.0.contains('\0')
    {
        return Ok(text);
    }
    let declared = if is_page { declared(bytes) } else { None };
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let likely = match (zeros(0), zeros(1)) {
        (0, 0) => GB18030,
        (even, odd) if even > odd => UTF_16BE,
        _ => UTF_16LE,
    };
    declared.into_iter().chain([likely]).find_map(|encoding| strict(encoding, bytes).ok()).ok_or("import-encoding")
}

/// Decodes bytes that must be sound in an encoding.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<(String, &'static Encoding), Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(|text| (text.into_owned(), encoding)).ok_or("import-encoding")
}

/// The encoding that a page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2048.min(bytes.len()))?).to_ascii_lowercase();
    let after = head.split_once("charset=")?.1;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // Offices' programs write GB2312 for what is GBK.
    Encoding::for_label(name.as_bytes()).map(|encoding| if encoding.name() == "GBK" { GB18030 } else { encoding })
}

/// Markdown, with what its front matter says.
fn markdown(text: &str) -> Document {
    let text = Text::new("import.md", text);
    let (facts, body) = match split_front_matter(&text) {
        Ok((front, body)) => (Yaml::read(&text, front).map(|yaml| scalars(yaml.root())).unwrap_or_default(), body),
        Err(_) => (Vec::new(), 0..text.as_str().len()),
    };
    let document = page::read(&foreign_html(&text.as_str()[body]));
    Document { facts, ..document }
}

fn scalars(node: &Node) -> Vec<(String, String)> {
    let Node::Map(entries) = node else { return Vec::new() };
    let scalar = |(key, node): &(String, Node)| match node {
        Node::Scalar(text) => Some((key.clone(), text.clone())),
        _ => None,
    };
    entries.iter().filter_map(scalar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_converted_and_said() {
        let gbk = GB18030.encode("主动公开情况").0.into_owned();
        let read_as = |kind, bytes: &[u8]| read(kind, bytes).map(|read| read.encoding);
        assert_eq!(read_as(Kind::Text, "主动公开".as_bytes()), Ok(None));
        assert_eq!(read_as(Kind::Text, &gbk), Ok(Some("gb18030")));
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("主动".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read_as(Kind::Text, &utf16), Ok(Some("UTF-16LE")));
        assert_eq!(read_as(Kind::Text, b"\xC4\xEA\xFF"), Err("import-encoding"));
        let page = [b"<meta charset=gb2312>".as_slice(), &gbk].concat();
        assert_eq!(read_as(Kind::Html, &page), Ok(Some("gb18030")));
    }
}
