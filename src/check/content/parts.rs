//! Parts: one is missing, is too long, says nothing, or does not say what it must.

use memchr::memmem::Finder;

use super::super::rule::Rule;
use super::super::subject::Document;
use super::wording::wording;
use crate::model::part::Part;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::prose::{Block, Kind};

/// A text that is longer says something, in characters.
const NEXT_TO_NOTHING: usize = 40;

fn has_text(prose: &[Block]) -> bool {
    prose.iter().any(|block| block.kind == Kind::Paragraph)
}

/// A report of tables alone.
pub(in super::super) fn no_text(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    if document.facts.report().is_some() && !has_text(document.prose) {
        found.push(rule.at(document.file.value(&["title"]), 0));
    }
}

/// What the form asks for and the text has not. A report without a text is told to be that, and no more.
pub(in super::super) fn missing_parts(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let missing: Vec<&Part> = document.parts().filter(|(_, section)| section.is_none()).map(|(part, _)| part).collect();
    if let Some(form) = document.form.filter(|_| !missing.is_empty() && has_text(document.prose)) {
        let labels = missing.iter().map(|part| part.label.as_str()).collect::<Vec<_>>().join(" / ");
        let finding = rule.at(document.file.value(&["title"]), labels).with("form", &form.short);
        found.push(if missing.iter().any(|part| part.anywhere) { finding.remark("part-anywhere-enough") } else { finding });
    }
}

/// 总体情况 of more than a thousand characters.
pub(in super::super) fn parts_too_long(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    for (part, section) in document.parts() {
        let (Some(limit), Some(section)) = (part.at_most, section) else { continue };
        let length: usize = body(section).filter(|block| block.kind != Kind::Cell).map(|block| length(&block.text)).sum();
        if length > limit {
            let place = heading(document, section);
            found.push(
                rule.at(place, format!("{length} > {limit}"))
                    .with("part", &part.label)
                    .with("length", length)
                    .with("limit", limit),
            );
        }
    }
}

/// 存在的主要问题: 无.
pub(in super::super) fn parts_that_say_nothing(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    for (part, section) in document.parts().filter(|(part, _)| part.own_words) {
        let Some(section) = section.filter(|section| says_nothing(section)) else { continue };
        // The first words, or the heading if there are none.
        let words = body(section).find(|block| !matches!(block.kind, Kind::Heading(_))).or(section.first());
        if let Some(block) = words {
            found.push(rule.at(place(document, block), block.text.trim()).with("part", &part.label));
        }
    }
}

/// 其他需要报告的事项 without a word on the fees of the year.
pub(in super::super) fn fee_not_reported(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    for (part, section) in document.parts() {
        let (Some(section), [word, ..]) = (section, part.mentions.as_slice()) else { continue };
        let words: Vec<Finder<'_>> = part.mentions.iter().map(|word| Finder::new(word.as_str())).collect();
        let is_mentioned = |block: &Block| words.iter().any(|word| word.find(block.text.as_bytes()).is_some());
        // Whoever says it elsewhere has said it.
        if !section.iter().any(is_mentioned) && !document.prose.iter().any(is_mentioned) {
            found.push(rule.at(heading(document, section), word).with("part", &part.label));
        }
    }
}

/// A section's blocks below its heading.
fn body(section: &[Block]) -> impl Iterator<Item = &Block> {
    section.iter().skip(1)
}

fn place(document: &Document<'_>, block: &Block) -> Place {
    document.file.in_block(block, 0..block.text.len())
}

fn heading(document: &Document<'_>, section: &[Block]) -> Place {
    section.first().map_or_else(|| document.file.value(&["title"]), |block| place(document, block))
}

/// How long a text is to its readers: each ideograph and mark counts, a number or a Latin word counts as one, blanks do not.
fn length(text: &str) -> usize {
    let mut length = 0;
    let mut is_in_word = false;
    for c in text.chars().filter(|c| *c != '\n') {
        let is_latin = c.is_ascii_alphanumeric() || (is_in_word && c == '.');
        if !(c.is_whitespace() || is_latin && is_in_word) {
            length += 1;
        }
        is_in_word = is_latin;
    }
    length
}

/// Whether nothing stands below a heading but words that say nothing.
fn says_nothing(section: &[Block]) -> bool {
    let mut text = String::new();
    for block in body(section).filter(|block| !matches!(block.kind, Kind::Heading(_))) {
        text.extend(block.text.chars().filter(|c| c.is_alphanumeric()));
        if text.chars().count() > NEXT_TO_NOTHING {
            return false;
        }
    }
    for word in &wording().nothing {
        text = text.replace(word.as_str(), "");
    }
    text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::scan;

    #[test]
    fn numbers_and_latin_words_count_as_one() {
        assert_eq!(length("公开665条，用Excel 12.5万字。\n下一行"), 14);
    }

    #[test]
    fn nothing_is_nothing_in_any_words() {
        let nothing = |body: &str| says_nothing(&scan(&format!("## 五、主要问题\n\n{body}"), &|_| String::new()).prose);
        for text in [
            "",
            "无",
            "无。",
            "暂无。",
            "本年度，我镇不存在问题。",
            "### （一）主要问题\n\n无\n\n### （二）改进措施\n\n无",
            "1. 无",
        ] {
            assert!(nothing(text), "{text}");
        }
        for text in ["无专职人员。", "更新不及时。", "部分栏目无内容，下一步及时更新。"] {
            assert!(!nothing(text), "{text}");
        }
    }
}
