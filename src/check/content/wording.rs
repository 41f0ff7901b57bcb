//! The words that the rules on content look for: data, see `wording.yaml`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;

const WORDS: &str = include_str!("wording.yaml");

/// How years are written in titles, and what a body's name may end in where its title is short.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// From zero to nine.
    pub digits: Vec<char>,
    /// Other ways to write zero.
    pub zeros: Vec<char>,
    pub suffixes: Vec<String>,
}

/// What templates leave behind.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// Whole phrases between brackets, and pairs of characters that stand for what is to be filled in: those of ASCII, and all others. Apart,
    /// because a search is fast by the first three bytes of its words, and those pairs have two.
    pub searches: Vec<AhoCorasick>,
    pub open: Vec<char>,
    pub close: Vec<char>,
    pub blanks: Vec<char>,
    /// What follows a blank that is to be filled in.
    pub followed: Vec<String>,
}

/// A word that texts are searched for.
#[derive(Debug)]
pub(super) struct Mark {
    word: String,
    finder: Finder<'static>,
}

impl Default for Mark {
    fn default() -> Self {
        Mark::new(String::new())
    }
}

impl Mark {
    fn new(word: String) -> Self {
        Mark { finder: Finder::new(&word).into_owned(), word }
    }

    /// As it is written.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Where it begins in a text, each time.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.finder.find_iter(text.as_bytes())
    }
}

/// How days and periods are written.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub from: Mark,
    pub starts: String,
    pub until: String,
    pub year: Mark,
    /// 度, as in 2016年度.
    pub whole: String,
    pub month: Mark,
    pub day: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub ends: Vec<String>,
    pub periods: Vec<String>,
}

/// What tells which year a sentence means.
#[derive(Debug, Default)]
pub(super) struct Years {
    /// A sentence with one of these says which period the figures are about.
    pub periods: Vec<String>,
    /// A document's title stands between these.
    pub open: String,
    pub close: String,
    pub commas: Vec<char>,
    /// A text with one of these speaks of this year, whatever other year it names.
    pub now: Vec<String>,
    /// What is said of a thing of last year stands before this.
    pub of: String,
    /// What a report is about, after its year.
    pub works: Vec<String>,
    /// A clause with one of these is about another document or year.
    pub others: Vec<String>,
    /// What is about next year.
    pub plans: Vec<String>,
    /// A plan with one of these is an old one.
    pub done: Vec<String>,
    /// What is to be done next year.
    pub wills: Vec<String>,
}

/// How a document number is written.
#[derive(Debug, Default)]
pub(super) struct DocumentNumber {
    pub mark: Mark,
    pub ordinal: String,
    pub open: String,
    pub close: String,
    /// Every bracket that is found there, the right one among them.
    pub opens: Vec<char>,
    pub closes: Vec<char>,
    /// What the issuer's sign ends in.
    pub endings: Vec<char>,
    pub example: String,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Wording {
    pub title: Title,
    /// Words that say nothing, even together; longer ones first.
    pub nothing: Vec<String>,
    pub template: Template,
    pub dates: Dates,
    pub years: Years,
    pub document_number: DocumentNumber,
}

// A test reads it without a finding.
static KNOWN: LazyLock<Wording> = LazyLock::new(|| read(&mut Diagnostics::new()));

/// The words.
pub(super) fn wording() -> &'static Wording {
    &KNOWN
}

fn read(findings: &mut Diagnostics) -> Wording {
    read_file(&Text::new("wording.yaml", WORDS), findings, from_fields).unwrap_or_default()
}

fn characters(fields: &mut Fields<'_>, key: &'static str) -> Vec<char> {
    fields.required_text(key).chars().collect()
}

fn from_fields(fields: &mut Fields<'_>) -> Wording {
    Wording {
        title: fields.map("title", title).unwrap_or_default(),
        nothing: fields.texts("nothing"),
        template: fields.map("template", template).unwrap_or_default(),
        dates: fields.map("dates", dates).unwrap_or_default(),
        years: fields.map("years", years).unwrap_or_default(),
        document_number: fields.map("document_number", document_number).unwrap_or_default(),
    }
}

fn title(fields: &mut Fields<'_>) -> Title {
    Title { digits: characters(fields, "digits"), zeros: characters(fields, "zeros"), suffixes: fields.texts("suffixes") }
}

fn template(fields: &mut Fields<'_>) -> Template {
    let blanks = characters(fields, "blanks");
    let pairs = blanks.iter().map(|blank| format!("{blank}{blank}"));
    let (short, long): (Vec<String>, Vec<String>) =
        fields.texts("phrases").into_iter().chain(pairs).partition(|word| word.len() < 3);
    Template {
        searches: [short, long]
            .iter()
            .filter_map(|words| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).ok())
            .collect(),
        open: characters(fields, "open"),
        close: characters(fields, "close"),
        blanks,
        followed: fields.texts("followed"),
    }
}

fn dates(fields: &mut Fields<'_>) -> Dates {
    Dates {
        from: Mark::new(fields.required_text("from")),
        starts: fields.required_text("starts"),
        until: fields.required_text("until"),
        year: Mark::new(fields.required_text("year")),
        whole: fields.required_text("whole"),
        month: Mark::new(fields.required_text("month")),
        day: fields.required_text("day"),
        before: fields.texts("before"),
        after: fields.texts("after"),
        ends: fields.texts("ends"),
        periods: fields.texts("periods"),
    }
}

fn years(fields: &mut Fields<'_>) -> Years {
    Years {
        periods: fields.texts("periods"),
        open: fields.required_text("open"),
        close: fields.required_text("close"),
        commas: characters(fields, "commas"),
        now: fields.texts("now"),
        of: fields.required_text("of"),
        works: fields.texts("works"),
        others: fields.texts("others"),
        plans: fields.texts("plans"),
        done: fields.texts("done"),
        wills: fields.texts("wills"),
    }
}

fn document_number(fields: &mut Fields<'_>) -> DocumentNumber {
    DocumentNumber {
        mark: Mark::new(fields.required_text("mark")),
        ordinal: fields.required_text("ordinal"),
        open: fields.required_text("open"),
        close: fields.required_text("close"),
        opens: characters(fields, "opens"),
        closes: characters(fields, "closes"),
        endings: characters(fields, "endings"),
        example: fields.required_text("example"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_without_a_finding() {
        let mut findings = Diagnostics::new();
        let wording = read(&mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(wording.title.digits.len(), 10);
        assert!(wording.template.searches.len() == 2 && wording.nothing.len() > 30);
    }
}
