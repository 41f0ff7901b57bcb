//! The words around labels and figures: data, see `words.yaml`.

use std::sync::LazyLock;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;

const WORDS: &str = include_str!("words.yaml");

/// What offices write around labels and figures.
#[derive(Debug, Default)]
pub struct Words {
    /// Chinese numerals.
    pub numerals: Vec<char>,
    /// Numbers in circles.
    pub circled: Vec<char>,
    /// What stands between a numeral and the words it counts.
    pub separators: Vec<char>,
    /// What stands before the first part of a whole.
    pub among: Vec<String>,
    /// How "not applicable" is written.
    pub not_applicable: Vec<String>,
    /// What is written where there is nothing.
    pub dashes: Vec<String>,
    /// What stands around the number of a page.
    pub page: Vec<String>,
    /// What ends a sentence.
    pub ends: Vec<char>,
    /// What stands in no heading.
    pub stops: Vec<char>,
    /// What begins a paragraph.
    pub begins: Vec<char>,
    /// Units, whether a form has them or not.
    pub units: Vec<String>,
}

impl Words {
    fn read(fields: &mut Fields<'_>) -> Words {
        Words {
            numerals: letters_of(fields, "numerals"),
            circled: letters_of(fields, "circled"),
            separators: letters_of(fields, "separators"),
            among: fields.texts("among"),
            not_applicable: fields.texts("not_applicable"),
            dashes: fields.texts("dashes"),
            page: fields.texts("page"),
            ends: letters_of(fields, "ends"),
            stops: letters_of(fields, "stops"),
            begins: letters_of(fields, "begins"),
            units: fields.texts("units"),
        }
    }
}

fn letters_of(fields: &mut Fields<'_>, key: &'static str) -> Vec<char> {
    fields.required_text(key).chars().collect()
}

/// The words.
pub fn words() -> &'static Words {
    static WORDS_READ: LazyLock<Words> = LazyLock::new(|| {
        let text = Text::new("words.yaml", WORDS);
        read_file(&text, &mut Diagnostics::new(), Words::read).unwrap_or_default()
    });
    &WORDS_READ
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_without_a_finding() {
        let mut findings = Diagnostics::new();
        let words = read_file(&Text::new("words.yaml", WORDS), &mut findings, Words::read);
        assert!(findings.is_empty() && words.is_some_and(|w| w.units.len() > 10), "{:?}", findings.sorted());
    }
}
