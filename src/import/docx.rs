//! Word documents (ECMA-376): paragraphs, headings, lists and tables of the text's own part. What is deleted, hidden or a picture is no text.

use quick_xml::Reader as Xml;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::document::{Block, Cell, Document, Grid, Run, Words, text_of};
use super::numbering::Numberings;
use super::prose::{is_page_number, join_wrapped, tidy_words};
use super::styles::Styles;
use super::xml::attribute;
use crate::text::package::{Package, Spoiled};

/// The deepest tables within tables.
const MOST_TABLES: usize = 32;

/// Reads a document.
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn read(bytes: &[u8]) -> Result<Document, Spoiled> {
    let mut package = Package::open(bytes)?;
    let text = String::from_utf8(package.read("word/document.xml")?).map_err(|_| Spoiled::Damaged)?;
    if text.is_empty() {
        return Err(Spoiled::Damaged);
    }
    let styles = Styles::read(&String::from_utf8_lossy(&package.read("word/styles.xml")?));
    let numberings = Numberings::read(&String::from_utf8_lossy(&package.read("word/numbering.xml")?));
    let mut reader = Reader { styles, numberings, ..Reader::default() };
    let mut xml = Xml::from_str(&text);
    loop {
        match xml.read_event().map_err(|_| Spoiled::Damaged)? {
            Event::Start(start) => reader.open(&start, false),
            Event::Empty(start) => reader.open(&start, true),
            Event::End(end) => reader.close(end.local_name().as_ref()),
            Event::Text(text) => reader.push(&text.decode().map_err(|_| Spoiled::Damaged)?),
            Event::CData(text) => reader.push(&text.decode().map_err(|_| Spoiled::Damaged)?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| Spoiled::Damaged)? {
                Some(c) => reader.push(c.encode_utf8(&mut [0; 4])),
                None => {
                    reader.push(reference.decode().ok().and_then(|name| resolve_predefined_entity(&name)).unwrap_or("\u{FFFD}"))
                }
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    reader.document.blocks = join_wrapped(reader.document.blocks);
    Ok(reader.document)
}

/// Whether a switch such as `<w:b w:val="0"/>` is on.
fn is_on(start: &BytesStart<'_>) -> bool {
    !attribute(start, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    words: Words,
    style: Option<String>,
    level: Option<u8>,
    /// Its list, and its depth there.
    list: Option<(String, usize)>,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    grid: Grid,
    row: usize,
    column: usize,
    /// What the cell says so far, line by line.
    lines: Vec<String>,
    span: usize,
    /// Goes on with the cell above.
    goes_on: bool,
    /// Begins a cell that goes on below.
    begins: bool,
    /// For each column, the cell that goes on, and its place.
    open: Vec<Option<Cell>>,
}

/// A reading of a document.
#[derive(Default)]
struct Reader {
    document: Document,
    styles: Styles,
    numberings: Numberings,
    /// Paragraphs within one another: a box of text stands inside of one.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    is_strong: bool,
    is_emphasis: bool,
    is_hidden: bool,
    is_text: bool,
    /// In the properties of a run, where `b` is a switch.
    in_run: bool,
    /// How deep in what is not read: deleted text, a second version for old programs.
    unread: usize,
}

impl Reader {
    fn open(&mut self, start: &BytesStart<'_>, is_empty: bool) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.unread > 0 || matches!(name, b"Fallback" | b"del" | b"moveFrom") {
            self.unread += usize::from(!is_empty);
            return;
        }
        match name {
            b"p" if !is_empty => self.paragraphs.push(Paragraph::default()),
            b"r" => (self.is_strong, self.is_emphasis, self.is_hidden, self.in_run) = (false, false, false, true),
            b"b" if self.in_run => self.is_strong = is_on(start),
            b"i" if self.in_run => self.is_emphasis = is_on(start),
            b"vanish" if self.in_run => self.is_hidden = is_on(start),
            b"t" => self.is_text = !is_empty,
            b"tab" if self.in_run => self.words(" "),
            b"br" | b"cr" if attribute(start, "type").is_none() => self.line_break(),
            b"noBreakHyphen" => self.words("-"),
            b"drawing" | b"pict" => self.document.dropped.push("<w:drawing>".to_owned()),
            b"pStyle" => self.paragraph(|p| p.style = attribute(start, "val")),
            b"outlineLvl" => {
                let level = attribute(start, "val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
                self.paragraph(|p| p.level = level.map(|level| level + 1));
            }
            b"ilvl" => {
                let depth = attribute(start, "val").and_then(|depth| depth.parse().ok()).unwrap_or(0);
                self.paragraph(|p| p.list = Some((p.list.take().map(|list| list.0).unwrap_or_default(), depth)));
            }
            b"numId" => {
                let id = attribute(start, "val").unwrap_or_default();
                self.paragraph(|p| p.list = Some((id, p.list.take().map_or(0, |list| list.1))));
            }
            b"tbl" if !is_empty && self.tables.len() < MOST_TABLES => self.tables.push(Table::default()),
            b"gridBefore" => {
                let skipped = attribute(start, "val").and_then(|n| n.parse().ok()).unwrap_or(0_usize).min(512);
                self.table(|table| table.column += skipped);
            }
            b"tc" => self.table(|table| (table.span, table.goes_on, table.begins) = (1, false, false)),
            b"gridSpan" => {
                let span = attribute(start, "val").and_then(|n| n.parse().ok()).unwrap_or(1_usize).clamp(1, 512);
                self.table(|table| table.span = span);
            }
            b"vMerge" => {
                let begins = attribute(start, "val").as_deref() == Some("restart");
                self.table(|table| (table.goes_on, table.begins) = (!begins, begins));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        match name {
            b"t" => self.is_text = false,
            b"rPr" => self.in_run = true,
            b"r" => self.in_run = false,
            b"p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph);
                }
            }
            b"tc" => self.table(Table::end_cell),
            b"tr" => self.table(Table::end_row),
            b"tbl" => self.end_table(),
            _ => {}
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn push(&mut self, text: &str) {
        if self.is_text && !self.is_hidden && self.unread == 0 {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        let run = Run { text: text.to_owned(), is_strong: self.is_strong, is_emphasis: self.is_emphasis, link: None };
        self.paragraph(|paragraph| paragraph.words.push(run));
    }

    /// A line ends within a paragraph: in most offices' documents it is another paragraph.
    fn line_break(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            let rest = Paragraph { style: paragraph.style.clone(), level: paragraph.level, ..Paragraph::default() };
            let whole = std::mem::replace(paragraph, rest);
            self.end_paragraph(whole);
        }
    }

    fn end_paragraph(&mut self, paragraph: Paragraph) {
        let words = tidy_words(paragraph.words);
        let text = text_of(&words);
        if text.is_empty() {
            return;
        }
        let style = paragraph.style.as_deref().unwrap_or_default();
        let list = paragraph.list.or_else(|| self.styles.list(style));
        let mark = list.and_then(|(id, depth)| self.numberings.next(&id, depth).map(|mark| (depth, mark)));
        if let Some(table) = self.tables.last_mut() {
            let prefix = mark.and_then(|(_, mark)| mark).unwrap_or_default();
            return table.lines.push(prefix + &text);
        }
        if is_page_number(&text) {
            return self.document.dropped.push(text);
        }
        let level = paragraph.level.or_else(|| self.styles.level(style));
        self.document.blocks.push(match (level, mark) {
            (None, Some((depth, None))) => Block::Item(depth, None, words),
            (level, mark) => {
                let prefix = mark.and_then(|(_, mark)| mark).map(|text| Run { text, ..Run::default() });
                let words = prefix.into_iter().chain(words).collect();
                level.map_or(Block::Paragraph(Words::clone(&words)), |level| Block::Heading(level, words))
            }
        });
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match self.tables.last_mut() {
            // A table within a cell is its text.
            Some(outer) => outer.lines.extend(table.grid.cells().iter().map(|cell| cell.text.clone())),
            None => self.document.blocks.push(Block::Table(table.finish())),
        }
    }
}

impl Table {
    fn end_cell(&mut self) {
        let (column, span) = (self.column, self.span.max(1));
        let text = std::mem::take(&mut self.lines).join("\n");
        self.column += span;
        if self.open.len() < self.column {
            self.open.resize(self.column, None);
        }
        if self.goes_on
            && let Some(above) = self.open.get_mut(column).and_then(Option::as_mut)
        {
            above.rows += 1;
            if !text.is_empty() {
                above.text.push('\n');
                above.text.push_str(&text);
            }
            return;
        }
        self.close(column..column + span);
        let cell = Cell { text, row: self.row, column, rows: 1, columns: span };
        match self.begins {
            true => self.open[column] = Some(cell),
            false => self.grid.put(cell),
        }
    }

    fn end_row(&mut self) {
        // What does not go on in this row has ended.
        let ended: Vec<usize> = (0..self.open.len())
            .filter(|column| self.open[*column].as_ref().is_some_and(|cell| cell.row + cell.rows <= self.row))
            .collect();
        for column in ended {
            self.close(column..column + 1);
        }
        self.grid.end_row(self.row, self.column);
        self.row += 1;
        self.column = 0;
    }

    fn close(&mut self, columns: std::ops::Range<usize>) {
        for column in columns {
            if let Some(cell) = self.open.get_mut(column).and_then(Option::take) {
                self.grid.put(cell);
            }
        }
    }

    fn finish(mut self) -> Grid {
        self.close(0..self.open.len());
        self.grid
    }
}
