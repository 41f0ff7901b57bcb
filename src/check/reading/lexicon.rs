//! The general words of reports' prose, as `words.yaml` lists them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;
use crate::text::yaml::Node;

const WORDS: &str = include_str!("words.yaml");

/// The words, read once. A test reads them without a finding.
pub(in super::super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    read_file(&Text::new("words.yaml", WORDS), &mut Diagnostics::new(), Lexicon::from_fields).unwrap_or_default()
});

/// Words that are looked for at a place, the longest first.
#[derive(Debug, Default)]
pub(in super::super) struct Words {
    all: Vec<String>,
    firsts: Letters,
    lasts: Letters,
    by_first: BTreeMap<char, Vec<usize>>,
    by_last: BTreeMap<char, Vec<usize>>,
    /// All of them at once, built when somebody first looks for them in a text.
    search: OnceLock<Option<AhoCorasick>>,
}

impl Words {
    fn new(mut all: Vec<String>) -> Words {
        all.retain(|word| !word.is_empty());
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let (mut by_first, mut by_last): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
        for (index, word) in all.iter().enumerate() {
            by_first.entry(word.chars().next().unwrap_or_default()).or_default().push(index);
            by_last.entry(word.chars().next_back().unwrap_or_default()).or_default().push(index);
        }
        let (firsts, lasts) = (Letters::new(by_first.keys().copied()), Letters::new(by_last.keys().copied()));
        Words { all, firsts, lasts, by_first, by_last, search: OnceLock::new() }
    }

    /// The longest word that a text begins with.
    pub fn beginning(&self, text: &str) -> Option<&str> {
        let first = text.chars().next().filter(|letter| self.firsts.has(*letter))?;
        let found = self.by_first.get(&first)?;
        found.iter().map(|index| self.all[*index].as_str()).find(|word| text.starts_with(word))
    }

    /// The longest word that a text ends with.
    pub fn ending(&self, text: &str) -> Option<&str> {
        let last = text.chars().next_back().filter(|letter| self.lasts.has(*letter))?;
        let found = self.by_last.get(&last)?;
        found.iter().map(|index| self.all[*index].as_str()).find(|word| text.ends_with(word))
    }

    /// Whether any stands in a text.
    pub fn are_in(&self, text: &str) -> bool {
        self.search().is_some_and(|search| search.is_match(text))
    }

    /// Where they stand in a text, also within one another.
    pub fn places<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Range<usize>> + 's {
        self.search().into_iter().flat_map(move |search| search.find_overlapping_iter(text).map(|found| found.range()))
    }

    // A list of words is never too long to be searched for.
    fn search(&self) -> Option<&AhoCorasick> {
        self.search.get_or_init(|| AhoCorasick::new(&self.all).ok()).as_ref()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }
}

/// Letters, a bit for each of the first 65,536, because every letter of a text is asked for.
#[derive(Debug)]
pub(in super::super) struct Letters(Box<[u64; 1024]>);

impl Default for Letters {
    fn default() -> Self {
        Letters(Box::new([0; 1024]))
    }
}

impl Letters {
    fn new(letters: impl Iterator<Item = char>) -> Letters {
        let mut all = Letters::default();
        for letter in letters {
            if let Some(word) = all.0.get_mut(u32::from(letter) as usize >> 6) {
                *word |= 1 << (u32::from(letter) & 63);
            }
        }
        all
    }

    /// Whether a letter is one of them.
    pub fn has(&self, letter: char) -> bool {
        self.has_code(u32::from(letter))
    }

    /// Whether the letter of a code is one of them.
    pub fn has_code(&self, code: u32) -> bool {
        self.0.get(code as usize >> 6).is_some_and(|word| word >> (code & 63) & 1 == 1)
    }
}

/// Letters that stand for numbers.
#[derive(Debug, Default)]
pub(in super::super) struct Values {
    letters: Letters,
    all: BTreeMap<char, u32>,
}

impl Values {
    fn new(all: BTreeMap<char, u32>) -> Values {
        Values { letters: Letters::new(all.keys().copied()), all }
    }

    /// Whether a letter stands for a number.
    pub fn has(&self, letter: char) -> bool {
        self.letters.has(letter)
    }

    /// The number that a letter stands for. Most stand for none.
    pub fn get(&self, letter: char) -> Option<u32> {
        self.has(letter).then(|| self.all.get(&letter).copied())?
    }
}

/// What `words.yaml` holds, key by key.
#[derive(Debug, Default)]
pub(in super::super) struct Lexicon {
    pub digits: Values,
    pub powers: Values,
    pub separators: Letters,
    pub points: Letters,
    /// What a number or a negation can begin with, besides 0–9.
    pub starts: Letters,
    pub units: Words,
    pub vague_before: Words,
    pub vague_after: Words,
    pub negations: Words,
    pub after_nothing: Words,
    pub and: Words,
    pub clause_ends: Letters,
    pub coordinators: Letters,
    pub sentence_ends: Letters,
    pub part_ends: Letters,
    pub openings: Letters,
    pub closings: Letters,
    pub fillers: Words,
    pub neutral: Words,
    pub own: Words,
    pub bodies: Words,
    pub all_of_it: Words,
    pub others: Words,
    pub year: String,
    pub now: Words,
    pub last_year: Words,
    pub next_year: Words,
    pub elsewhen: Words,
    pub changes: Words,
    pub among: Words,
    pub after_name: Words,
    pub lists: ListWords,
}

/// The words around lists of counts.
#[derive(Debug, Default)]
pub(in super::super) struct ListWords {
    pub complete: Words,
    pub some: Words,
    pub selected: Words,
    pub rest: Words,
    pub totals: Words,
    pub mixed: Words,
}

impl Lexicon {
    fn from_fields(fields: &mut Fields<'_>) -> Lexicon {
        let digits = numbers(fields, "digits");
        let powers = numbers(fields, "powers");
        let negations = words(fields, "negations");
        let full_width = ('\u{FF10}'..='\u{FF19}').chain('0'..='9');
        let starts = digits.keys().chain(powers.keys()).copied();
        let starts = starts.chain(negations.iter().filter_map(|word| word.chars().next())).chain(full_width);
        Lexicon {
            starts: Letters::new(starts),
            digits: Values::new(digits),
            powers: Values::new(powers),
            negations,
            separators: letters(fields, "separators"),
            points: letters(fields, "points"),
            units: words(fields, "units"),
            vague_before: words(fields, "vague_before"),
            vague_after: words(fields, "vague_after"),
            after_nothing: words(fields, "after_nothing"),
            and: words(fields, "and"),
            clause_ends: letters(fields, "clause_ends"),
            coordinators: letters(fields, "coordinators"),
            sentence_ends: letters(fields, "sentence_ends"),
            part_ends: letters(fields, "part_ends"),
            openings: letters(fields, "openings"),
            closings: letters(fields, "closings"),
            fillers: groups(fields, "fillers"),
            neutral: groups(fields, "neutral"),
            own: words(fields, "own"),
            bodies: words(fields, "bodies"),
            all_of_it: words(fields, "all_of_it"),
            others: words(fields, "others"),
            year: fields.required_text("year"),
            now: words(fields, "now"),
            last_year: words(fields, "last_year"),
            next_year: words(fields, "next_year"),
            elsewhen: words(fields, "elsewhen"),
            changes: words(fields, "changes"),
            among: words(fields, "among"),
            after_name: words(fields, "after_name"),
            lists: fields.map("lists", ListWords::from_fields).unwrap_or_default(),
        }
    }
}

impl ListWords {
    fn from_fields(fields: &mut Fields<'_>) -> ListWords {
        ListWords {
            complete: words(fields, "complete"),
            some: words(fields, "some"),
            selected: words(fields, "selected"),
            rest: words(fields, "rest"),
            totals: words(fields, "totals"),
            mixed: words(fields, "mixed"),
        }
    }
}

/// The list under a key that must be there.
fn words(fields: &mut Fields<'_>, key: &'static str) -> Words {
    let texts = fields.texts(key);
    if texts.is_empty() {
        fields.missing(key);
    }
    Words::new(texts)
}

/// Lists of lists, which are grouped for readers only.
fn groups(fields: &mut Fields<'_>, key: &'static str) -> Words {
    let mut all = Vec::new();
    fields.items(key, |_, cursor| {
        let Node::List(items) = cursor.node else { return };
        all.extend(items.iter().filter_map(|item| match item {
            Node::Scalar(text) => Some(text.clone()),
            _ => None,
        }));
    });
    if all.is_empty() {
        fields.missing(key);
    }
    Words::new(all)
}

fn letters(fields: &mut Fields<'_>, key: &'static str) -> Letters {
    let text = fields.raw(key).map(|cursor| cursor.node.clone());
    match text {
        Some(Node::Scalar(text)) => Letters::new(text.chars()),
        _ => {
            fields.missing(key);
            Letters::default()
        }
    }
}

/// Letters that stand for numbers.
fn numbers(fields: &mut Fields<'_>, key: &'static str) -> BTreeMap<char, u32> {
    let Some((_, entries)) = fields.entries(key) else {
        fields.missing(key);
        return BTreeMap::new();
    };
    let number = |(name, node): &(String, Node)| match node {
        Node::Scalar(text) => Some((name.chars().next()?, text.parse().ok()?)),
        _ => None,
    };
    entries.iter().filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_without_a_finding() {
        let mut findings = Diagnostics::new();
        let lexicon = read_file(&Text::new("words.yaml", WORDS), &mut findings, Lexicon::from_fields);
        assert!(findings.sorted().is_empty(), "{:?}", findings.sorted());
        let lexicon = lexicon.expect("words");
        assert_eq!((lexicon.digits.all.len(), lexicon.powers.all.len()), (12, 5));
        assert!(lexicon.clause_ends.has('\u{3000}') && !lexicon.clause_ends.has('件'));
    }

    #[test]
    fn the_longest_word_is_found_at_either_end() {
        let words = Words::new(["共", "共计", "计", "总共"].map(str::to_owned).to_vec());
        assert_eq!(words.beginning("共计7件"), Some("共计"));
        assert_eq!(words.ending("全年共计"), Some("共计"));
        assert_eq!(words.ending("总共"), Some("总共"));
        assert_eq!(words.beginning("件"), None);
        let places: Vec<_> = words.places("总共计").map(|place| place.start..place.end).collect();
        assert_eq!(places, [0..6, 3..6, 3..9, 6..9]);
        assert!(words.are_in("收到共三件") && !words.are_in("收到三件"));
    }
}
