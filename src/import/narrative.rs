//! A narrative as Markdown that reads as the document did: headings, lists, what is set off, links, and tables that are not the form's.

use super::document::{Block, Document, Grid, Run, Words};
use super::outline::outline;
use super::recognise::Recognition;
use crate::model::form::Form;

/// Characters that Markdown, or our own placeholders, take for more than themselves.
const SIGNS: [char; 9] = ['\\', '*', '_', '`', '[', ']', '<', '{', '~'];

/// Writes a document's text. Where the form's tables stood, they are placed, unless nothing follows on them.
pub fn markdown(document: Document, form: Option<&Form>, recognition: &Recognition) -> String {
    let document = outline(document);
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut table = 0;
    let mut placed: Vec<usize> = Vec::new();
    let mut was_item = false;
    for block in document.blocks {
        let is_item = matches!(block, Block::Item(..));
        match block {
            Block::Heading(level, words) => {
                pieces.push((true, format!("{} {}", "#".repeat(usize::from(level)), flat(&inline(&words)))))
            }
            Block::Paragraph(words) => pieces.push((true, escape_start(&inline(&words)))),
            Block::Item(depth, number, words) => {
                let text = item(depth, number, &words);
                match pieces.last_mut().filter(|_| was_item) {
                    Some((_, list)) => {
                        list.push('\n');
                        list.push_str(&text);
                    }
                    None => pieces.push((true, text)),
                }
            }
            Block::Table(grid) => {
                let tables = recognition.tables.get(table).cloned().unwrap_or_default();
                table += 1;
                match form.filter(|_| !tables.is_empty()) {
                    None => pieces.push((true, pipes(&grid))),
                    Some(form) => {
                        for own in tables.into_iter().filter(|own| !placed.contains(own)).collect::<Vec<_>>() {
                            placed.push(own);
                            pieces.push((false, format!("{{statistics: {}}}", form.tables[own].id)));
                        }
                    }
                }
            }
        }
        was_item = is_item;
    }
    // Tables that are not placed follow the text anyway.
    let end = pieces.iter().rposition(|(is_text, _)| *is_text).map_or(0, |last| last + 1);
    pieces.truncate(end);
    pieces.into_iter().map(|(_, text)| text + "\n\n").collect::<String>().trim_end().to_owned() + "\n"
}

fn item(depth: usize, number: Option<u32>, words: &Words) -> String {
    let mark = number.map_or("-".to_owned(), |number| format!("{number}."));
    format!("{}{mark} {}", "   ".repeat(depth.min(4)), escape_start(&inline(words)))
}

/// Words as Markdown.
fn inline(words: &[Run]) -> String {
    let mut out = String::new();
    for run in words {
        let text = escape(&run.text);
        let inner = text.trim();
        // Marks stand close to words; beside brackets and full stops they would be signs.
        let can_be_marked = inner.chars().next().is_some_and(char::is_alphanumeric)
            && inner.chars().next_back().is_some_and(char::is_alphanumeric);
        let marked = match (can_be_marked, run.is_strong, run.is_emphasis) {
            (true, true, _) => format!("**{inner}**"),
            (true, false, true) => format!("*{inner}*"),
            _ => inner.to_owned(),
        };
        let linked = match run.link.as_deref().filter(|link| is_kept(link)) {
            Some(link) if !inner.is_empty() => format!("[{marked}](<{link}>)"),
            _ => marked,
        };
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        out.push_str(&text[..start.min(end)]);
        out.push_str(&linked);
        out.push_str(&text[end..]);
    }
    out
}

/// Links to other sites stay; those to files beside the old page would lead nowhere.
fn is_kept(link: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|start| link.starts_with(start))
        && !link.contains(['<', '>', ' ', '\n'])
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        if c == '&' {
            out.push_str("&amp;");
        } else {
            out.push(c);
        }
    }
    out
}

/// What at the beginning of a line would make it a heading, an item, a quotation, a rule or a table.
fn escape_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text[digits..].chars().next();
    match text.chars().next() {
        Some('#' | '+' | '-' | '>' | '=' | '|') => format!("\\{text}"),
        Some(_) if digits > 0 && matches!(after, Some('.' | ')')) => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_owned(),
    }
}

fn flat(text: &str) -> String {
    text.replace('\n', " ")
}

/// A table in Markdown, which knows no spans: a cell stands where it begins, and the rest of its places are empty.
fn pipes(grid: &Grid) -> String {
    let width = grid.width();
    let cell = |row: usize, column: usize| {
        let own = grid.at(row, column).filter(|cell| (cell.row, cell.column) == (row, column));
        own.map(|cell| escape(&flat(&cell.text)).replace('|', "\\|")).unwrap_or_default()
    };
    let line = |row: usize| format!("| {} |", (0..width).map(|column| cell(row, column)).collect::<Vec<_>>().join(" | "));
    let mut lines: Vec<String> = (0..grid.height()).map(line).collect();
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(width)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::plain;
    use crate::text::markdown::scan;
    use proptest::prelude::*;

    fn written(blocks: Vec<Block>) -> String {
        markdown(Document { blocks, ..Document::default() }, None, &Recognition::default())
    }

    #[test]
    fn a_text_keeps_its_shape() {
        let strong = Run { text: "要点".to_owned(), is_strong: true, ..Run::default() };
        let link = Run { text: "网站".to_owned(), link: Some("https://a.example/".to_owned()), ..Run::default() };
        let mut grid = Grid::default();
        grid.push_row([("类|别".to_owned(), 2, 1)]);
        grid.push_row([("甲".to_owned(), 1, 1), ("1".to_owned(), 1, 1)]);
        let blocks = vec![
            Block::Paragraph(plain("一、情况")),
            Block::Paragraph([plain("见"), vec![strong], plain("和"), vec![link]].concat()),
            Block::Item(0, None, plain("甲")),
            Block::Item(1, Some(1), plain("乙")),
            Block::Table(grid),
            Block::Paragraph(plain("1.5倍 # {statistics}")),
        ];
        let wanted = "## 一、情况\n\n见**要点**和[网站](<https://a.example/>)\n\n- 甲\n   1. 乙\n\n| 类\\|别 |  |\n| --- | --- |\n| 甲 | 1 |\n\n1\\.5倍 # \\{statistics}\n";
        assert_eq!(written(blocks), wanted);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_text_did(text in "[一甲乙。，（）“”a0-9#*_~`<>{}\\[\\]|!&;.:+ =\\\\-]{1,24}") {
            let text = text.trim().to_owned();
            prop_assume!(!text.is_empty() && super::super::outline::numbering(&text).is_none());
            let read: Vec<String> = scan(&written(vec![Block::Paragraph(plain(text.clone()))]), &|_| String::new()).prose.iter().map(|b| b.text.clone()).collect();
            prop_assert_eq!(read, vec![text]);
        }
    }
}
