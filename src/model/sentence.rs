//! Sentences made alike: without numbers, punctuation and the words a body uses for itself, so that two texts can be compared.

use std::sync::LazyLock;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::read_file;
use crate::text::prose::{Block, Kind};
use crate::text::source::Text;

const WORDS: &str = include_str!("sentence.yaml");

/// Shorter ones say too little to be anybody's own, in characters.
const SHORTEST: u32 = 8;

/// What a character is to a sentence; every character has one look-up, because texts are long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Digits, punctuation, blanks: left out.
    Other,
    /// Letters and ideographs.
    Word,
    /// The end of a sentence.
    End,
    /// 我, 本, 全: left out with what follows, if that is one of the next kind.
    Ourselves,
    /// 镇, 局: left out after one of those.
    Body,
    /// The first character of 街道, likewise.
    Long,
    /// The second one, left out after the first.
    Tail,
}

/// The classes of the characters up to U+FFFF.
struct Classes(Box<[Class]>);

// A test reads it without a finding.
static KNOWN: LazyLock<Classes> = LazyLock::new(|| read(&mut Diagnostics::new()));

fn read(findings: &mut Diagnostics) -> Classes {
    let mut classes: Box<[Class]> = (0..=u32::from(u16::MAX)).map(|code| class_of(char::from_u32(code))).collect();
    read_file(&Text::new("sentence.yaml", WORDS), findings, |fields| {
        let mut set = |c: Option<char>, class: Class| {
            if let Some(known) = c.and_then(|c| classes.get_mut(c as usize)) {
                *known = class;
            }
        };
        for (key, class) in [("ends", Class::End), ("ourselves", Class::Ourselves), ("bodies", Class::Body)] {
            fields.texts(key).iter().for_each(|text| set(text.chars().next(), class));
        }
        for text in fields.texts("long_bodies") {
            set(text.chars().next(), Class::Long);
            set(text.chars().nth(1), Class::Tail);
        }
    });
    Classes(classes)
}

fn class_of(c: Option<char>) -> Class {
    match c {
        Some('a'..='z' | 'A'..='Z' | '\u{3400}'..='\u{9FFF}') => Class::Word,
        _ => Class::Other,
    }
}

impl Classes {
    fn get(&self, c: char) -> Class {
        self.0.get(c as usize).copied().unwrap_or(Class::Word)
    }
}

/// Whether a character ends a sentence.
pub fn is_end(c: char) -> bool {
    KNOWN.get(c) == Class::End
}

/// What follows the word a body uses for itself (我镇, 本街道), if a text begins with one.
pub fn after_ourselves(text: &str) -> Option<&str> {
    let mut rest = text.chars();
    let (first, second) = (rest.next()?, rest.next()?);
    match (KNOWN.get(first), KNOWN.get(second)) {
        (Class::Ourselves, Class::Body) => Some(rest.as_str()),
        (Class::Ourselves, Class::Long) => rest.as_str().strip_prefix(|c| KNOWN.get(c) == Class::Tail),
        _ => None,
    }
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
    let mut all = Mixed::default();
    found.iter().for_each(|sentence| all.add_number(sentence.hash));
    Sentence { hash: all.finish(), characters: found.iter().map(|sentence| sentence.characters).sum() }
}

fn read_block(text: &str, found: &mut Vec<Sentence>) {
    let classes = &*KNOWN;
    let (mut mixed, mut characters) = (Mixed::default(), 0);
    let mut last = Class::Other;
    let mut held = None;
    for c in text.chars() {
        let class = classes.get(c);
        // Nearly every character is one of these.
        if class == Class::Word && held.is_none() {
            mixed.add(c);
            (characters, last) = (characters + 1, class);
            continue;
        }
        match (class, last) {
            (Class::Other, _) => continue,
            (Class::End, _) => {
                found.push(Sentence { hash: mixed.finish(), characters });
                (mixed, characters, held) = (Mixed::default(), 0, None);
            }
            (Class::Body | Class::Long, Class::Ourselves) => held = None,
            // What this means is known with the next character.
            (Class::Ourselves, _) => characters += mixed.add_held(held.replace(c)),
            (Class::Tail, Class::Long) => {}
            (Class::Word | Class::Body | Class::Long | Class::Tail, _) => {
                characters += mixed.add_held(held.take()) + 1;
                mixed.add(c);
            }
        }
        // 街 is the beginning of 街道 only after 本.
        last = if class == Class::Long && last != Class::Ourselves { Class::Word } else { class };
    }
    characters += mixed.add_held(held);
    if characters > 0 {
        found.push(Sentence { hash: mixed.finish(), characters });
    }
}

/// A hash of one character after the other. Hashers of libraries are made for longer pieces and took five times as long.
#[derive(Debug, Clone, Copy, Default)]
struct Mixed(u64);

impl Mixed {
    fn add(&mut self, c: char) {
        self.add_number(u64::from(u32::from(c)));
    }

    /// Adds a character that was held back, and says how many that is.
    fn add_held(&mut self, held: Option<char>) -> u32 {
        held.map_or(0, |c| {
            self.add(c);
            1
        })
    }

    fn add_number(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    /// Samples take the lowest hashes, so all bits must matter.
    fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
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
        let classes = read(&mut findings);
        assert!(classes.0.iter().filter(|class| **class == Class::Body).count() > 10);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn numbers_punctuation_and_the_own_name_make_no_difference() {
        assert_eq!(of("2015年，我镇公开各类政府信息665条。"), of("2016年我局公开各类**政府信息**70条"));
        assert_eq!(of("我镇公开各类政府信息665条。"), of("本街道公开各类政府信息7条。"));
        assert_eq!(of("我镇门户网站按月检查"), of("本街道门户网站按月检查"));
        assert_ne!(of("我们公开各类政府信息665条。"), of("他们公开各类政府信息7条。"));
        assert_ne!(of("我镇公开各类政府信息665条。"), of("我镇公开各类政务信息665条。"));
        assert_eq!(of("我镇公开政府信息。办理各类申请事项若干件；无。").len(), 1, "the rest is short");
        assert_eq!(of("## 一、主动公开政府信息情况\n\n| 甲乙丙丁戊己庚辛 |\n|---|\n"), []);
    }
}
