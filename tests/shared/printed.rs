//! Filled forms as offices print them: with merged heads, labels spelled in many ways, pages that cut tables, and in five kinds of files.

use std::io::{Cursor, Write as _};

use gongkai::model::form::{Form, Heading, Layout, Table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Numbers that are the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).expect("a number")).expect("a number")
    }

    /// Whether something of so many in a hundred happens.
    pub fn happens(&mut self, in_hundred: usize) -> bool {
        self.below(100) < in_hundred
    }
}

/// What stands in a place of a table, with what it spans.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub text: String,
    pub columns: usize,
    pub rows: usize,
    /// It is a figure, or the blank where one could stand.
    pub is_figure: bool,
    /// It is a label of a row or a column.
    pub is_label: bool,
}

pub type Rows = Vec<Vec<Piece>>;

/// A table as it is printed.
#[derive(Debug, Clone)]
pub struct Printed {
    pub title: String,
    /// How many rows the head has.
    pub head: usize,
    pub rows: Rows,
}

fn label(text: &str, columns: usize, rows: usize) -> Piece {
    Piece { text: text.to_owned(), columns, rows, is_figure: false, is_label: true }
}

fn figure(text: String) -> Piece {
    Piece { text, columns: 1, rows: 1, is_figure: true, is_label: false }
}

/// A heading above others.
struct Node {
    text: String,
    below: Vec<Node>,
}

impl Node {
    fn of(axis: &[Heading]) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut at = 0;
        while at < axis.len() {
            let end = at + 1 + axis[at].below;
            nodes.push(Node { text: axis[at].label.clone(), below: Node::of(&axis[at + 1..end]) });
            at = end;
        }
        nodes
    }

    fn leaves(&self) -> usize {
        if self.below.is_empty() { 1 } else { self.below.iter().map(Node::leaves).sum() }
    }

    fn depth(&self) -> usize {
        1 + self.below.iter().map(Node::depth).max().unwrap_or(0)
    }

    fn print(&self, level: usize, levels: usize, rows: &mut Rows) {
        let height = if self.below.is_empty() { levels - level } else { 1 };
        rows[level].push(label(&self.text, self.leaves(), height));
        self.below.iter().for_each(|node| node.print(level + 1, levels, rows));
    }
}

fn heads(nodes: &[Node]) -> Rows {
    let levels = nodes.iter().map(Node::depth).max().unwrap_or(1);
    let mut rows = vec![Vec::new(); levels];
    nodes.iter().for_each(|node| node.print(0, levels, &mut rows));
    rows
}

/// Prints all tables of a form; `text` is what stands in a cell.
pub fn print(form: &Form, text: &dyn Fn(usize) -> String) -> Vec<Printed> {
    form.tables.iter().map(|table| print_table(table, text)).collect()
}

fn print_table(table: &Table, text: &dyn Fn(usize) -> String) -> Printed {
    let corner = table.corner.clone().unwrap_or_default();
    let figures = |row: usize| table.cells(row).into_iter().flatten().map(|cell| figure(text(cell))).collect::<Vec<_>>();
    let mut rows: Rows;
    match table.layout {
        Layout::Across => {
            let mut nodes = Node::of(&table.rows);
            fn hang(nodes: &mut [Node], columns: &[Heading]) {
                for node in nodes {
                    if node.below.is_empty() { node.below = Node::of(columns) } else { hang(&mut node.below, columns) }
                }
            }
            hang(&mut nodes, &table.columns);
            rows = heads(&nodes);
            let head = rows.len();
            rows.push((0..table.rows.len()).flat_map(figures).collect());
            Printed { title: table.title.clone(), head, rows }
        }
        Layout::Matrix => {
            let stubs = table.rows.iter().map(|row| row.depth + 1).max().unwrap_or(1);
            rows = heads(&Node::of(&table.columns));
            let head = rows.len();
            rows[0].insert(0, label(&corner, stubs, head));
            let mut waiting: Vec<Piece> = Vec::new();
            for (index, row) in table.rows.iter().enumerate() {
                let below = (index..=index + row.below).filter(|row| table.cells(*row).is_some()).count();
                if table.cells(index).is_none() {
                    waiting.push(label(&row.label, 1, below));
                    continue;
                }
                let mut cells: Vec<Piece> = std::mem::take(&mut waiting);
                cells.push(label(&row.label, stubs - row.depth, 1));
                cells.extend(figures(index));
                rows.push(cells);
            }
            Printed { title: table.title.clone(), head, rows }
        }
        Layout::List | Layout::Part => {
            rows = heads(&Node::of(&table.columns));
            let head = rows.len();
            let has_units = table.layout == Layout::List;
            if has_units {
                rows[0].insert(0, label("单位", 1, head));
            }
            rows[0].insert(0, label(&corner, 1, head));
            for (index, row) in table.rows.iter().enumerate() {
                let mut cells = vec![label(&row.label, 1, 1)];
                if has_units {
                    let unit = table.unit(index, 0).filter(|_| table.cells(index).is_some()).unwrap_or_default();
                    cells.push(Piece { text: unit.to_owned(), columns: 1, rows: 1, ..Piece::default() });
                }
                match table.cells(index) {
                    Some(_) => cells.extend(figures(index)),
                    None => cells.extend((0..table.leaves.len()).map(|_| Piece { columns: 1, rows: 1, ..Piece::default() })),
                }
                rows.push(cells);
            }
            Printed { title: table.title.clone(), head, rows }
        }
    }
}

/// How many ways there are to spell a label.
pub const STYLES: usize = 10;

/// Spells a label in one of them. Only some files can have lines within a cell.
pub fn spell(label: &str, style: usize, has_lines: bool) -> String {
    let narrow = |text: &str| text.replace('（', "(").replace('）', ")").replace('．', ".").replace('：', ":");
    let start = label.find(|c: char| !"一二三四五六七八九十0123456789（）．、".contains(c)).unwrap_or(0);
    let pieces = |size: usize, between: &str| {
        let chars: Vec<char> = label.chars().collect();
        chars.chunks(size).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(between)
    };
    match style {
        1 => narrow(label),
        2 => label.replace('．', "、"),
        3 if start < label.len() => label[start..].to_owned(),
        4 => pieces(3, " "),
        5 if has_lines => pieces(7, "\n"),
        6 if has_lines => pieces(1, "\n"),
        7 => match label.find('（').filter(|at| *at > 0) {
            Some(at) => label[..at].to_owned(),
            None => label.to_owned(),
        },
        8 => label
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).expect("a digit") } else { c })
            .collect(),
        9 => format!("{label}："),
        _ => label.to_owned(),
    }
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Html,
    Word,
    Excel,
    Markdown,
    Tabs,
    Columns,
    /// As a PDF file's text is left.
    Pages,
}

impl Container {
    pub const ALL: [Container; 7] = [
        Container::Html,
        Container::Word,
        Container::Excel,
        Container::Markdown,
        Container::Tabs,
        Container::Columns,
        Container::Pages,
    ];

    /// Whether a cell may have lines, and span several places.
    pub fn has_lines(self) -> bool {
        matches!(self, Container::Html | Container::Word | Container::Excel)
    }

    pub fn ending(self) -> &'static str {
        match self {
            Container::Html => "html",
            Container::Word => "docx",
            Container::Excel => "xlsx",
            Container::Markdown => "md",
            Container::Tabs | Container::Columns | Container::Pages => "txt",
        }
    }

    /// A file with these tables, and lines before each.
    pub fn write(self, tables: &[(Vec<String>, Rows)]) -> Vec<u8> {
        let flat = |rows: &Rows| flatten(rows);
        let text = |print: &dyn Fn(&Rows) -> String| {
            tables
                .iter()
                .map(|(lines, rows)| format!("{}\n\n{}\n\n", lines.join("\n\n"), print(rows)))
                .collect::<String>()
                .into_bytes()
        };
        match self {
            Container::Html => tables.iter().map(|(lines, rows)| html(lines, rows)).collect::<String>().into_bytes(),
            Container::Word => word(tables),
            Container::Excel => excel(tables),
            Container::Markdown => text(&|rows| {
                let lines: Vec<String> = flat(rows).iter().map(|row| format!("| {} |", row.join(" | "))).collect();
                let width = flat(rows).first().map_or(0, Vec::len);
                [&lines[..1], &[format!("|{}", "---|".repeat(width))], &lines[1..]].concat().join("\n")
            }),
            Container::Tabs => text(&|rows| flat(rows).iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")),
            Container::Columns => text(&|rows| columns(&flat(rows))),
            Container::Pages => pages(tables.iter().flat_map(|(lines, rows)| {
                let table = printed(&flat(rows));
                lines
                    .iter()
                    .map(|line| line.to_owned() + "\n")
                    .chain(table)
                    .chain([String::new(), String::new()])
                    .collect::<Vec<_>>()
            })),
        }
    }
}

/// Every place with its text; a span's text stands in its first place.
fn flatten(rows: &Rows) -> Vec<Vec<String>> {
    let mut places: Vec<Vec<Option<String>>> = vec![Vec::new(); rows.len()];
    for (index, row) in rows.iter().enumerate() {
        let mut column = 0;
        for piece in row {
            while places[index].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            for (below, places) in places.iter_mut().enumerate().skip(index).take(piece.rows) {
                if places.len() < column + piece.columns {
                    places.resize(column + piece.columns, None);
                }
                for (right, place) in places[column..column + piece.columns].iter_mut().enumerate() {
                    let is_first = below == index && right == 0;
                    *place = Some(if is_first { piece.text.clone() } else { String::new() });
                }
            }
            column += piece.columns;
        }
    }
    places.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> =
        (0..count).map(|c| rows.iter().filter_map(|row| row.get(c)).map(|t| width(t)).max().unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(text, w)| format!("{text}{}", " ".repeat(w + 3 - width(text))));
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The most letters of a label in a line, where columns are narrow.
const NARROW: usize = 14;
/// The same of a heading above figures.
const NARROWEST: usize = 5;
/// How many lines a page has.
const PAGE: usize = 40;

/// The lines of a table as they are printed: labels broken over lines, figures in the middle of them, and columns that drift from row to row.
fn printed(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_figure = |text: &String| text.bytes().all(|b| !b.is_ascii_alphabetic()) && text.is_ascii();
    let first = rows.last().and_then(|row| row.iter().position(|text| !text.is_empty() && is_figure(text))).unwrap_or(1);
    let width = |column: usize| if column < first { NARROW } else { NARROWEST };
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = (0..count)
            .map(|column| {
                let letters: Vec<char> = row.get(column).map(|text| text.chars().collect()).unwrap_or_default();
                let size = if row.get(column).is_some_and(is_figure) { usize::MAX } else { width(column) };
                letters.chunks(size.min(letters.len().max(1))).map(|piece| piece.iter().collect()).collect()
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            let mut line = String::new();
            let mut start = 0;
            for (column, pieces) in cells.iter().enumerate() {
                let above = (height - pieces.len()) / 2;
                if let Some(piece) = at.checked_sub(above).and_then(|at| pieces.get(at)) {
                    // Columns of figures are further right in some rows.
                    let drift = if column >= first && pieces.len() == 1 { index % 4 } else { 0 };
                    let blanks = (start + drift).saturating_sub(line.chars().count()).max(usize::from(!line.is_empty()));
                    line.push_str(&" ".repeat(blanks));
                    line.push_str(piece);
                }
                start += width(column) + 2;
            }
            lines.push(line);
        }
    }
    lines
}

fn pages(lines: impl Iterator<Item = String>) -> Vec<u8> {
    let lines: Vec<String> = lines.collect();
    let page = |(index, lines): (usize, &[String])| format!("{}\n\n- {} -\n\u{C}", lines.join("\n"), index + 1);
    lines.chunks(PAGE).enumerate().map(page).collect::<String>().into_bytes()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn html(lines: &[String], rows: &Rows) -> String {
    let mut out: String = lines.iter().map(|line| format!("<p class=MsoNormal>{}</p>\n", escape(line))).collect();
    out.push_str("<table>");
    for row in rows {
        out.push_str("<tr>");
        for piece in row {
            let text = escape(&piece.text).replace('\n', "<br>");
            out.push_str(&format!("<td colspan={} rowspan={}><p><span>{text}</span></p></td>", piece.columns, piece.rows));
        }
        out.push_str("</tr>");
    }
    out + "</table>\n"
}

fn paragraph(text: &str) -> String {
    // Word splits words as it likes.
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    format!("<w:p>{}{}</w:p>", run(&text[..middle]), run(&text[middle..]))
}

fn word(tables: &[(Vec<String>, Rows)]) -> Vec<u8> {
    let mut body = String::new();
    for (lines, rows) in tables {
        lines.iter().for_each(|line| body.push_str(&paragraph(line)));
        body.push_str("<w:tbl>");
        // For each column, how many rows its cell still goes on, and over how many columns.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for row in rows {
            body.push_str("<w:tr>");
            let mut pieces = row.iter();
            let mut column = 0;
            let width = row.iter().map(|p| p.columns).sum::<usize>()
                + open.iter().filter(|(rows, _)| *rows > 0).map(|(_, c)| c).sum::<usize>();
            while column < width {
                if let Some((rows, columns)) = open.get_mut(column).filter(|(rows, _)| *rows > 0) {
                    *rows -= 1;
                    body.push_str(&format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/><w:vMerge/></w:tcPr><w:p/></w:tc>"));
                    column += *columns;
                    continue;
                }
                let Some(piece) = pieces.next() else { break };
                let merge = if piece.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                let text: String = piece.text.split('\n').map(paragraph).collect();
                body.push_str(&format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>{text}</w:tc>", piece.columns));
                if open.len() <= column {
                    open.resize(column + 1, (0, 1));
                }
                open[column] = (piece.rows - 1, piece.columns);
                column += piece.columns;
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
    }
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", &document)])
}

fn excel(tables: &[(Vec<String>, Rows)]) -> Vec<u8> {
    let (mut data, mut merged, mut at) = (String::new(), Vec::new(), 0);
    let name = |row: usize, column: usize| {
        let letter = |n: usize| char::from(b'A' + u8::try_from(n).expect("a letter"));
        let letters =
            if column < 26 { letter(column).to_string() } else { format!("{}{}", letter(column / 26 - 1), letter(column % 26)) };
        format!("{letters}{}", row + 1)
    };
    let cell = |row: usize, column: usize, text: &str| match text.parse::<f64>() {
        Ok(_) if !text.starts_with('0') || text == "0" => format!("<c r=\"{}\"><v>{text}</v></c>", name(row, column)),
        _ => format!("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", name(row, column), escape(text)),
    };
    for (lines, rows) in tables {
        for line in lines {
            data.push_str(&format!("<row r=\"{}\">{}</row>", at + 1, cell(at, 0, line)));
            at += 1;
        }
        let mut taken: Vec<Vec<bool>> = vec![vec![false; 64]; rows.len()];
        for (index, row) in rows.iter().enumerate() {
            data.push_str(&format!("<row r=\"{}\">", at + index + 1));
            let mut column = 0;
            for piece in row {
                while taken[index][column] {
                    column += 1;
                }
                for row in taken.iter_mut().skip(index).take(piece.rows) {
                    row[column..column + piece.columns].fill(true);
                }
                if !piece.text.is_empty() {
                    data.push_str(&cell(at + index, column, &piece.text));
                }
                if piece.rows > 1 || piece.columns > 1 {
                    let end = name(at + index + piece.rows - 1, column + piece.columns - 1);
                    merged.push(format!("<mergeCell ref=\"{}:{end}\"/>", name(at + index, column)));
                }
                column += piece.columns;
            }
            data.push_str("</row>");
        }
        at += rows.len() + 1;
    }
    let merged = if merged.is_empty() { String::new() } else { format!("<mergeCells>{}</mergeCells>", merged.concat()) };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData>{merged}</worksheet>");
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{packages}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{packages}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    archive(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// An archive of files.
pub fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(text.as_bytes()).expect("bytes");
    }
    writer.finish().expect("an archive").into_inner()
}
