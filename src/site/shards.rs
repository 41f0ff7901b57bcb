//! The files that the search index is cut into, so that a browser loads a few of them and not all.

use std::sync::OnceLock;

use crate::text::diagnostics::Diagnostic;

/// How many documents' titles stand in one file.
const TITLES_IN_ONE: u32 = 64;
/// How many files of texts there are at most, and how many documents' texts stand in one at least: files cost a build more than bytes do.
const MOST_TEXTS: u32 = 1600;
const TEXTS_IN_ONE: u32 = 4;
/// How many documents there are to one file of terms, and how many such files there are at most.
const DOCUMENTS_TO_ONE: u32 = 4;
const MOST_TERMS: u32 = 512;

/// A file of the search index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shard {
    /// What stands in the tables of all forms beside figures.
    Labels,
    /// The agencies, and which documents are whose.
    Agencies,
    /// Addresses, titles and days of some documents.
    Titles(u32),
    /// What some documents say.
    Texts(u32),
    /// In which documents some terms occur.
    Terms(u32),
}

impl Shard {
    /// Its file, relative to the portal's root.
    pub fn file(self) -> String {
        match self {
            Shard::Labels => "search/labels.js".to_owned(),
            Shard::Agencies => "search/agencies.js".to_owned(),
            Shard::Titles(index) => format!("search/titles/{index}.js"),
            Shard::Texts(index) => format!("search/texts/{index}.js"),
            Shard::Terms(index) => format!("search/terms/{index}.js"),
        }
    }
}

/// How the index of so many documents is cut. It follows from their number alone, so that what stands where is known before they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    documents: u32,
}

impl Cut {
    /// For so many documents.
    pub fn of(documents: usize) -> Cut {
        Cut { documents: u32::try_from(documents).unwrap_or(u32::MAX) }
    }

    /// How many documents' titles stand in one file.
    pub fn titles_in_one(self) -> u32 {
        TITLES_IN_ONE
    }

    /// How many documents' texts stand in one file.
    pub fn texts_in_one(self) -> u32 {
        self.documents.div_ceil(MOST_TEXTS).max(TEXTS_IN_ONE)
    }

    /// How many files of terms there are.
    pub fn terms(self) -> u32 {
        self.documents.div_ceil(DOCUMENTS_TO_ONE).clamp(1, MOST_TERMS)
    }

    /// All files.
    pub fn shards(self) -> impl Iterator<Item = Shard> {
        let titles = 0..self.documents.div_ceil(self.titles_in_one());
        let texts = 0..self.documents.div_ceil(self.texts_in_one());
        let one = [Shard::Labels, Shard::Agencies].into_iter();
        one.chain(titles.map(Shard::Titles)).chain(texts.map(Shard::Texts)).chain((0..self.terms()).map(Shard::Terms))
    }
}

/// What stands in the files of an index that depend on all documents.
#[derive(Debug)]
pub struct Index {
    /// By their numbers.
    pub titles: Vec<String>,
    /// By their numbers.
    pub texts: Vec<String>,
    /// By their numbers.
    pub terms: Vec<String>,
}

/// A portal's index, which is made when it is first asked for.
pub type Kept = OnceLock<Result<Index, Diagnostic>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_few() {
        let count = |documents| Cut::of(documents).shards().count();
        assert_eq!([0, 1, 36].map(count), [3, 5, 21]);
        assert!(count(10_000) < 2_300 && count(100_000) < 4_000, "{} {}", count(10_000), count(100_000));
        let files: std::collections::BTreeSet<String> = Cut::of(5_000).shards().map(Shard::file).collect();
        assert_eq!(files.len(), count(5_000));
    }
}
