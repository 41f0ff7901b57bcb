//! Sentences made alike: without numbers, punctuation and the words a body uses for itself, so that two texts can be compared.

use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::prose::{Block, Kind};
use crate::text::source::Text;

const WORDS: &str = include_str!("sentence.yaml");

/// Shorter ones say too little to be anybody's own, in characters.
const SHORTEST: u32 = 8;

#[derive(Debug, Default)]
struct Words {
    ends: Vec<char>,
    ourselves: Vec<char>,
    bodies: Vec<char>,
}

// A test reads it without a finding.
static KNOWN: LazyLock<Words> = LazyLock::new(|| read(&mut Diagnostics::new()));

fn read(findings: &mut Diagnostics) -> Words {
    let characters = |fields: &mut Fields<'_>, key| fields.texts(key).iter().filter_map(|text| text.chars().next()).collect();
    let read = |fields: &mut Fields<'_>| Words {
        ends: characters(fields, "ends"),
        ourselves: characters(fields, "ourselves"),
        bodies: characters(fields, "bodies"),
    };
    read_file(&Text::new("sentence.yaml", WORDS), findings, read).unwrap_or_default()
}

/// Whether a character ends a sentence.
pub fn is_end(c: char) -> bool {
    KNOWN.ends.contains(&c)
}

/// What follows the word a body uses for itself (我镇, 本局), if a text begins with one.
pub fn after_ourselves(text: &str) -> Option<&str> {
    let mut rest = text.chars();
    let (first, second) = (rest.next()?, rest.next()?);
    (KNOWN.ourselves.contains(&first) && KNOWN.bodies.contains(&second)).then(|| rest.as_str())
}

/// A sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// The same for sentences that are alike.
    pub hash: u64,
    /// How many characters were compared.
    pub characters: u32,
}

/// The sentences of some paragraphs, headings and tables left out. Those too short to be compared are left out too.
pub fn sentences(prose: &[Block]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for block in prose.iter().filter(|block| block.kind == Kind::Paragraph) {
        read_block(&block.text, &mut found);
    }
    found.retain(|sentence| sentence.characters >= SHORTEST);
    found
}

/// The same, with the names of bodies taken out first, longer ones before shorter ones.
pub fn sentences_without(prose: &[Block], names: &[&str]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for block in prose.iter().filter(|block| block.kind == Kind::Paragraph) {
        let text = names.iter().filter(|name| !name.is_empty()).fold(block.text.clone(), |text, name| text.replace(name, ""));
        read_block(&text, &mut found);
    }
    found.retain(|sentence| sentence.characters >= SHORTEST);
    found
}

/// All of some blocks as one sentence, however short it is.
pub fn whole(prose: &[Block]) -> Sentence {
    let mut found = Vec::new();
    for block in prose {
        read_block(&block.text, &mut found);
    }
    let mut hasher = FixedState::default().build_hasher();
    found.iter().for_each(|sentence| hasher.write_u64(sentence.hash));
    Sentence { hash: hasher.finish(), characters: found.iter().map(|sentence| sentence.characters).sum() }
}

fn read_block(text: &str, found: &mut Vec<Sentence>) {
    let words = &*KNOWN;
    let state = FixedState::default();
    let (mut hasher, mut characters) = (state.build_hasher(), 0);
    let mut is_after_ourselves = false;
    for c in text.chars() {
        if is_word(c) {
            if !(is_after_ourselves && words.bodies.contains(&c)) {
                hasher.write_u32(u32::from(c));
                characters += 1;
            }
            is_after_ourselves = words.ourselves.contains(&c);
        } else if !c.is_ascii() && words.ends.contains(&c) {
            found.push(Sentence { hash: hasher.finish(), characters });
            (hasher, characters) = (state.build_hasher(), 0);
            is_after_ourselves = false;
        }
    }
    if characters > 0 {
        found.push(Sentence { hash: hasher.finish(), characters });
    }
}

/// Letters and ideographs; no digits, punctuation or blanks.
fn is_word(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::scan;

    fn of(body: &str) -> Vec<Sentence> {
        sentences(&scan(body, &|_| String::new()).prose)
    }

    #[test]
    fn the_words_read_without_a_finding() {
        let mut findings = Diagnostics::new();
        assert!(read(&mut findings).bodies.len() > 10);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn numbers_punctuation_and_the_own_name_make_no_difference() {
        assert_eq!(of("2015年，我镇公开政府信息665条。"), of("2016年我局公开**政府信息**70条"));
        assert_ne!(of("我镇公开政府信息665条。"), of("我镇公开政务信息665条。"));
        assert_eq!(of("我镇公开政府信息。办理各类申请事项若干件；无。").len(), 1, "the rest is short");
        assert_eq!(of("## 一、主动公开政府信息情况\n\n| 甲乙丙丁戊己庚辛 |\n|---|\n"), []);
    }
}
