//! Paragraphs put together again: blanks that a file's lines left between letters, lines and pages that cut sentences, numbers of pages.

use super::document::{Block, Run, Words, text_of};
use super::label::narrow;
use super::words::words;
use crate::text::odd::is_invisible;

/// A shorter line, in letters, may well end without a full stop.
const LONG: usize = 36;

/// Whether it is a letter that is written without blanks beside it.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Whether it cannot be seen, and separates nothing.
fn is_mark(c: char) -> bool {
    is_invisible(c) && !c.is_whitespace() && !c.is_control()
}

/// Takes away blanks beside ideographs, which lines and tables left there, and makes one of several.
pub fn tidy_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().filter(|c| !is_mark(*c)) {
        if c.is_whitespace() || c.is_control() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() && !is_ideograph(c) && !out.ends_with(is_ideograph) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    out
}

/// The same in words of several runs.
pub fn tidy_words(runs: Words) -> Words {
    let mut out: Words = Vec::new();
    let mut before: Option<char> = None;
    let mut blank = false;
    for run in runs {
        let mut text = String::new();
        for c in run.text.chars().filter(|c| !is_mark(*c)) {
            if c.is_whitespace() || c.is_control() {
                blank = true;
                continue;
            }
            if blank && before.is_some_and(|before| !is_ideograph(before)) && !is_ideograph(c) {
                text.push(' ');
            }
            blank = false;
            before = Some(c);
            text.push(c);
        }
        let is_same =
            |last: &Run| last.is_strong == run.is_strong && last.is_emphasis == run.is_emphasis && last.link == run.link;
        match out.last_mut().filter(|last| is_same(last)) {
            Some(last) => last.text.push_str(&text),
            None if text.is_empty() => {}
            None => out.push(Run { text, ..run }),
        }
    }
    out
}

/// Whether a line is the number of a page: `- 4 -`, `4`, `第4页共9页`.
pub fn is_page_number(text: &str) -> bool {
    let mut rest: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    for word in &words().page {
        rest = rest.replace(word.as_str(), "");
    }
    !rest.is_empty() && rest.chars().count() <= 6 && rest.chars().all(|c| c.is_ascii_digit()) && text.chars().count() <= 12
}

/// Joins a paragraph that does not end to the one that goes on with it.
pub fn join_wrapped(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Paragraph(last)), Block::Paragraph(next)) if goes_on(&text_of(last), &text_of(&next)) => {
                let joined = std::mem::take(last).into_iter().chain(next).collect();
                *last = tidy_words(joined);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

fn goes_on(last: &str, next: &str) -> bool {
    let ends = last.chars().next_back().is_none_or(|c| words().ends.contains(&c));
    let begins = next.chars().next().is_none_or(|c| words().begins.contains(&c) || c.is_ascii_digit());
    last.chars().count() >= LONG && !ends && !begins && super::outline::numbering(next).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::plain;

    #[test]
    fn blanks_between_ideographs_go_and_those_between_words_stay() {
        assert_eq!(tidy_blanks("习岗镇 2016 年政府信息公开 工作"), "习岗镇2016年政府信息公开工作");
        assert_eq!(tidy_blanks("the  annual\nreport 2016"), "the annual report 2016");
        let strong = Run { text: " 甲 ".to_owned(), is_strong: true, ..Run::default() };
        let words = tidy_words([plain("乙 "), vec![strong], plain(" 丙")].concat());
        assert_eq!(text_of(&words), "乙甲丙");
        assert!(words[1].is_strong);
    }

    #[test]
    fn page_numbers_are_seen() {
        for text in ["- 4 -", "— 12 —", "4", "第4页共9页", "第 4 页"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2016年1月20日", "-", "第四页", "8061253", "12件"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
