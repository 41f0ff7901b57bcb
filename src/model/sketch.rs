//! A sketch of a narrative: what is kept of a text to tell that another one is nearly the same, when both are away.

use super::part::{Outline, Part};
use super::sentence::{sentences, whole};
use crate::text::prose::Block;

/// How many sentences are kept. Two texts that are nearly the same have most of them in common.
const KEPT: usize = 32;
/// A part that is shorter says too little to be repeated, in characters.
const SHORTEST_PART: u32 = 12;

/// A sketch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Those of its sentences that hash lowest, in order: a sample that is the same for the same text.
    pub sample: Box<[u32]>,
    /// All of the part that must have words of its own each year; none if it has no such part, or next to nothing in it.
    pub own_words: Option<u64>,
}

impl Sketch {
    /// Of a text.
    pub fn of(prose: &[Block], parts: &[Part], outline: &Outline) -> Sketch {
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
        let mut sample: Vec<u32> = sentences(prose).iter().map(|sentence| sentence.hash as u32).collect();
        sample.sort_unstable();
        sample.dedup();
        sample.truncate(KEPT);
        let own = parts.iter().position(|part| part.own_words).and_then(|part| outline.section(part, prose));
        let own = own.and_then(|section| section.get(1..)).map(whole);
        let own_words = own.filter(|own| own.characters >= SHORTEST_PART).map(|own| own.hash);
        Sketch { sample: sample.into(), own_words }
    }

    /// How many sentences two samples share.
    pub fn shared(&self, other: &Sketch) -> usize {
        self.sample.iter().filter(|hash| other.sample.binary_search(hash).is_ok()).count()
    }
}
