//! Wordings: what a form's figures are called in a narrative, as the form's file writes it (`prose`).
//!
//! ```text
//! words: [requests received, received N requests]   parts, between which a text may put words that change nothing
//! means: [requests.new.total, requests.new.total + requests.carried_in.total]
//! ```
//!
//! `N` is the count with its unit, at the end if a wording does not say where; `LAST` and `NEXT` are the years before and after.

use std::collections::BTreeMap;

use super::figure::CellId;
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::Fields;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// These letters.
    Literal(String),
    /// However a text says the year before.
    Last,
    /// However a text says the year after.
    Next,
}

/// A way to say something: parts before the count, and parts after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// In the order of the text.
    pub before: Vec<Part>,
    /// In the order of the text.
    pub after: Vec<Part>,
}

impl Pattern {
    /// Reads a pattern; none if it has no words or more than one count.
    fn read(written: &str) -> Option<Pattern> {
        let mut sides = written.split(' ').map(str::trim).collect::<Vec<_>>();
        sides.retain(|part| !part.is_empty());
        let mut sides = sides.split(|part| *part == "N").map(|side| side.iter().map(|part| Part::of(part)).collect());
        let pattern = Pattern { before: sides.next()?, after: sides.next().unwrap_or_default() };
        (sides.next().is_none() && pattern.parts().next().is_some()).then_some(pattern)
    }

    /// All parts in the order of the text, whatever the count's place.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &Part> + Clone {
        self.before.iter().chain(&self.after)
    }
}

impl Part {
    fn of(written: &str) -> Part {
        match written {
            "LAST" => Part::Last,
            "NEXT" => Part::Next,
            letters => Part::Literal(letters.to_owned()),
        }
    }
}

/// What a count can rightly mean: a cell, or a sum of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// In the order of the form's file.
    pub cells: Vec<CellId>,
}

/// What something is called, and what it means.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// The wording that it is a part of: it means anything only after that one has been counted.
    pub parent: Option<usize>,
    /// The ways to say it.
    pub patterns: Vec<Pattern>,
    /// What it is counted in.
    pub units: Vec<String>,
    /// One of these must stand in the paragraph or in a heading above it; none if the wording says enough.
    pub about: Vec<String>,
    /// A negation in front means zero.
    pub may_be_none: bool,
    /// Whatever is counted after it in the same sentence may be a part of it.
    pub narrows: bool,
    /// What it can rightly mean. None if the form has no such figure: then it is known, and never compared.
    pub means: Vec<Meaning>,
}

/// All wordings of a form.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    all: Vec<Wording>,
    /// Patterns by the last letter before the count; under none those that have another part there.
    ending: BTreeMap<Option<char>, Vec<(usize, usize)>>,
    /// Patterns that begin with the count.
    leading: Vec<(usize, usize)>,
}

/// How cells are found by their names in a form.
pub type Lookup<'f> = &'f dyn Fn(&str) -> Option<Vec<CellId>>;

impl Wordings {
    /// Reads `prose` of a form.
    pub fn read(fields: &mut Fields<'_>, cells: Lookup<'_>) -> Wordings {
        let mut all = Vec::new();
        fields.maps("prose", |fields| {
            let own = all.len();
            let wording = Wording::read(fields, None, cells);
            let units = wording.units.clone();
            all.push(wording);
            fields.maps("parts", |fields| {
                let part = Wording::read(fields, Some(own), cells);
                let units = if part.units.is_empty() { units.clone() } else { part.units.clone() };
                all.push(Wording { units, ..part });
            });
            if units.is_empty() {
                fields.missing("units");
            }
        });
        Wordings::index(all)
    }

    fn index(all: Vec<Wording>) -> Wordings {
        let mut wordings = Wordings { all, ..Wordings::default() };
        let patterns = |wording: &Wording| wording.patterns.clone().into_iter().enumerate().collect::<Vec<_>>();
        for (index, wording) in wordings.all.iter().enumerate() {
            for (number, pattern) in patterns(wording) {
                match pattern.before.last() {
                    Some(Part::Literal(letters)) => {
                        wordings.ending.entry(letters.chars().next_back()).or_default().push((index, number));
                    }
                    Some(Part::Last | Part::Next) => wordings.ending.entry(None).or_default().push((index, number)),
                    None => wordings.leading.push((index, number)),
                }
            }
        }
        wordings
    }

    /// One of them.
    pub fn get(&self, index: usize) -> &Wording {
        &self.all[index]
    }

    /// All of them, parts after what they are parts of.
    pub fn all(&self) -> &[Wording] {
        &self.all
    }

    /// Whether others are parts of one.
    pub fn has_parts(&self, index: usize) -> bool {
        self.all.get(index + 1).is_some_and(|next| next.parent == Some(index))
    }

    /// The patterns that can end with a letter before the count, each with its wording's index.
    pub fn ending(&self, letter: Option<char>) -> impl Iterator<Item = (usize, &Pattern)> {
        let found = [self.ending.get(&letter), self.ending.get(&None).filter(|_| letter.is_some())];
        found.into_iter().flatten().flatten().map(|(index, number)| (*index, &self.all[*index].patterns[*number]))
    }

    /// The patterns that begin with the count, each with its wording's index.
    pub fn leading(&self) -> impl Iterator<Item = (usize, &Pattern)> {
        self.leading.iter().map(|(index, number)| (*index, &self.all[*index].patterns[*number]))
    }
}

impl Wording {
    fn read(fields: &mut Fields<'_>, parent: Option<usize>, cells: Lookup<'_>) -> Wording {
        let words = fields.texts("words");
        if words.is_empty() {
            fields.missing("words");
        }
        let patterns = words.iter().filter_map(|written| {
            let pattern = Pattern::read(written);
            if pattern.is_none() {
                fields.report(Diagnostic::error("wording-syntax", fields.place()).with("part", written));
            }
            pattern
        });
        let patterns = patterns.collect();
        let means = fields.texts("means");
        let means = means.iter().filter_map(|written| {
            let named = written.split('+').map(|name| cells(name.trim()).ok_or_else(|| name.trim()));
            match named.collect::<Result<Vec<_>, _>>() {
                Ok(cells) => Some(Meaning { cells: cells.concat() }),
                Err(name) => {
                    fields.report(Diagnostic::error("wording-cell", fields.place()).with("part", name));
                    None
                }
            }
        });
        Wording {
            parent,
            patterns,
            means: means.collect(),
            units: fields.texts("units"),
            about: fields.texts("about"),
            may_be_none: fields.flag("none"),
            narrows: fields.flag("narrows"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_stands_where_a_pattern_says_or_at_its_end() {
        let shape = |written| Pattern::read(written).map(|p| (p.before.len(), p.after.len()));
        assert_eq!(shape("收到 申请"), Some((2, 0)));
        assert_eq!(shape("收到 N 申请"), Some((1, 1)));
        assert_eq!(shape("N 结转 NEXT"), Some((0, 2)));
        assert_eq!(shape("N"), None);
        assert_eq!(shape("收到 N 申请 N"), None);
        assert_eq!(shape(" "), None);
    }
}
