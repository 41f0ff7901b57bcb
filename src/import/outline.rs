//! The outline of a report: which paragraphs are headings, by their numbers 一、（一）1. and by how they look.

use super::document::{Block, Document, text_of};
use super::label::narrow;
use super::words::words;

/// A longer line is no heading, in letters.
const LONGEST: usize = 32;

/// How a heading is numbered, from the outermost in most reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// 一、
    Ideograph,
    /// （一）
    Bracketed,
    /// 1. 1、
    Digit,
    /// （1）
    BracketedDigit,
    /// ①
    Circled,
}

/// How a line is numbered, if it is.
pub fn numbering(text: &str) -> Option<Numbering> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let words = words();
    let count = |from: usize, is: &dyn Fn(&char) -> bool| chars.get(from..).into_iter().flatten().take_while(|c| is(c)).count();
    let is_numeral = |c: &char| words.numerals.contains(c);
    let is_digit = |c: &char| c.is_ascii_digit();
    let is_separated =
        |at: usize| chars.get(at).is_some_and(|c| words.separators.contains(c)) && !chars.get(at + 1).is_some_and(is_digit);
    match chars.first()? {
        c if words.circled.contains(c) => Some(Numbering::Circled),
        '(' => match (count(1, &is_numeral), count(1, &is_digit)) {
            (n, _) if n > 0 && chars.get(n + 1) == Some(&')') => Some(Numbering::Bracketed),
            (_, n) if n > 0 && n < 3 && chars.get(n + 1) == Some(&')') => Some(Numbering::BracketedDigit),
            _ => None,
        },
        c if is_numeral(c) && is_separated(count(0, &is_numeral)) => Some(Numbering::Ideograph),
        c if is_digit(c) && count(0, &is_digit) < 3 && is_separated(count(0, &is_digit)) => Some(Numbering::Digit),
        _ => None,
    }
}

/// Whether a numbered line is a heading: short, and one clause, which may end in a full stop.
fn is_heading(text: &str) -> bool {
    let inner = text.trim_end_matches(|c: char| words().ends.contains(&c));
    text.chars().count() <= LONGEST && !inner.contains(|c: char| words().stops.contains(&c))
}

/// Gives numbered headings their levels, from 2 on; other headings stay as they were marked, below the title's level.
pub fn outline(document: Document) -> Document {
    let mut above: Vec<Numbering> = Vec::new();
    let blocks = document.blocks.into_iter().map(|block| match block {
        Block::Heading(_, ref words) | Block::Paragraph(ref words) => {
            let text = text_of(words);
            let is_marked = matches!(block, Block::Heading(..));
            match (numbering(&text), block) {
                (Some(own), Block::Heading(_, words) | Block::Paragraph(words)) if is_marked || is_heading(&text) => {
                    match above.iter().position(|other| *other == own) {
                        Some(at) => above.truncate(at + 1),
                        None => above.push(own),
                    }
                    let level = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
                    Block::Heading(level, words)
                }
                (_, Block::Heading(level, words)) => Block::Heading(level.clamp(2, 6), words),
                (_, block) => block,
            }
        }
        block => block,
    });
    Document { blocks: blocks.collect(), ..document }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::plain;

    #[test]
    fn numbers_say_the_level_in_the_order_that_they_come_in() {
        let lines = [
            "一、加强领导",
            "1、高度重视，加强领导。",
            "2、健全制度",
            "5、丰富形式。在做好宣传的基础上，提升了能力。",
            "二、情况",
            "（一）公开",
            "1．数量",
        ];
        let document = Document { blocks: lines.map(|line| Block::Paragraph(plain(line))).into(), ..Document::default() };
        let levels: Vec<u8> =
            outline(document).blocks.iter().map(|block| if let Block::Heading(level, _) = block { *level } else { 0 }).collect();
        assert_eq!(levels, [2, 3, 3, 0, 2, 3, 4]);
    }
}
