//! The parts that a report's narrative must have, as its form asks for them (`parts`), and where a text has them.

use std::ops::Range;

use crate::text::diagnostics::Diagnostic;
use crate::text::fields::Fields;
use crate::text::prose::{Block, Kind};

/// In a line that is no heading of its level, so near to its beginning must a part's words stand, in bytes.
const LEAD: usize = 24;

/// A part of a narrative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// As the norm names it, with its number.
    pub label: String,
    /// A heading with one of these begins it.
    pub words: Vec<String>,
    /// It needs no heading: one of its words anywhere in the text will do.
    pub anywhere: bool,
    /// How long it may be, in characters without tables.
    pub at_most: Option<usize>,
    /// It must say something, and not what last year's said.
    pub own_words: bool,
    /// One of these must stand in it.
    pub mentions: Vec<String>,
    /// The form's tables that the norm prints in it.
    pub tables: Vec<String>,
}

impl Part {
    /// Reads a form's `parts`.
    pub(super) fn read(fields: &mut Fields<'_>) -> Part {
        let part = Part {
            label: fields.required_text("label"),
            words: fields.texts("words"),
            anywhere: fields.flag("anywhere"),
            at_most: fields.whole("at_most").and_then(|number| usize::try_from(number).ok()),
            own_words: fields.flag("own_words"),
            mentions: fields.texts("mentions"),
            tables: fields.texts("tables"),
        };
        if part.words.is_empty() {
            fields.missing("words");
        }
        if part.anywhere && (part.at_most.is_some() || part.own_words || !part.mentions.is_empty()) {
            fields.report(Diagnostic::error("part-anywhere", fields.place()).with("label", &part.label));
        }
        part
    }

    fn is_named_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a line that stands somewhere else than the other parts' headings begins this one.
    fn is_begun_by(&self, block: &Block) -> bool {
        let begins = |word: &String| block.text.find(word.as_str()).is_some_and(|at| at <= LEAD);
        let is_line = match block.kind {
            Kind::Heading(_) => true,
            Kind::Paragraph => self.label.chars().next().is_some_and(|number| block.text.starts_with(number)),
            Kind::Cell | Kind::Code => false,
        };
        is_line && self.words.iter().any(begins)
    }
}

/// Which of a form's parts a text has, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// For each part, its blocks, the heading first.
    found: Vec<Option<Range<usize>>>,
}

impl Outline {
    /// Looks for parts in a text: first among the headings of the outermost level that has any, then wherever a line begins with their words.
    pub fn of(parts: &[Part], prose: &[Block]) -> Outline {
        let mut starts: Vec<Option<usize>> = vec![None; parts.len()];
        let level = (1..=6).find(|level| claim(parts, prose, *level, &mut starts));
        for (part, start) in parts.iter().zip(&mut starts).filter(|(_, start)| start.is_none()) {
            let is_it = |block: &Block| if part.anywhere { part.is_named_in(&block.text) } else { part.is_begun_by(block) };
            *start = prose.iter().position(is_it);
        }
        let is_border = |index: usize| {
            let is_heading = matches!(prose[index].kind, Kind::Heading(own) if level.is_none_or(|level| own <= level));
            is_heading || starts.contains(&Some(index))
        };
        let section = |start: usize| start..(start + 1..prose.len()).find(|index| is_border(*index)).unwrap_or(prose.len());
        Outline { found: starts.iter().map(|start| start.map(section)).collect() }
    }

    /// The blocks of a part, its heading first; none if the text has no such part.
    pub fn section<'p>(&self, part: usize, prose: &'p [Block]) -> Option<&'p [Block]> {
        prose.get(self.found.get(part)?.clone()?)
    }
}

/// Gives each heading of a level to the first part that has none yet and is named in it. Says whether any was.
fn claim(parts: &[Part], prose: &[Block], level: u8, starts: &mut [Option<usize>]) -> bool {
    let mut any = false;
    for (index, block) in prose.iter().enumerate().filter(|(_, block)| block.kind == Kind::Heading(level)) {
        let is_free = |part: &usize| starts[*part].is_none() && !parts[*part].anywhere && parts[*part].is_named_in(&block.text);
        if let Some(part) = (0..parts.len()).find(is_free) {
            starts[part] = Some(index);
            any = true;
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::scan;

    fn part(label: &str, word: &str) -> Part {
        Part { label: label.to_owned(), words: vec![word.to_owned()], ..Part::default() }
    }

    /// The first words of each part's blocks.
    fn sections(body: &str) -> Vec<Option<Vec<String>>> {
        let parts = [part("一、总体情况", "总体情况"), part("二、主动公开", "主动公开"), part("三、申请", "依申请公开")];
        let prose = scan(body, &|_| String::new()).prose;
        let outline = Outline::of(&parts, &prose);
        let texts = |blocks: &[Block]| blocks.iter().map(|block| block.text.clone()).collect();
        (0..3).map(|part| outline.section(part, &prose).map(texts)).collect()
    }

    #[test]
    fn parts_are_the_sections_of_the_outermost_headings_that_name_them() {
        let found = sections("前言\n\n## 一、总体情况\n\n### （一）主动公开\n\n甲\n\n## 二、主动公开情况\n\n乙\n\n## 其他\n\n丙");
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(found, [texts(&["一、总体情况", "（一）主动公开", "甲"]), texts(&["二、主动公开情况", "乙"]), None]);
    }

    #[test]
    fn a_heading_that_somebody_forgot_to_mark_is_one_all_the_same() {
        let found = sections("## 一、总体情况\n\n甲\n\n三、依申请公开\n\n乙");
        assert_eq!(found[0].as_ref().map(Vec::len), Some(2));
        assert_eq!(found[2].as_ref().map(Vec::len), Some(2));
        assert_eq!(sections("## 一、总体情况\n\n依申请公开的有三件")[2], None);
    }
}
