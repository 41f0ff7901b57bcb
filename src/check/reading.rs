//! A narrative, read: which paragraphs count what. A form's wordings and the general words in `words.yaml` explain the counts.

pub(super) mod lexicon;
pub(super) mod counts;
pub(super) mod matching;
pub(super) mod statements;

use std::sync::LazyLock;

use self::counts::counts;
use self::matching::Own;
use self::statements::{Reading, read};
use crate::model::form::Form;
use crate::model::report::Facts;
use crate::model::wording::Wordings;
use crate::text::prose::{Block, Kind};

/// The paragraphs of a report, read once for all rules about them.
pub(super) struct Readings<'a> {
    /// Whose report it is.
    pub own: Own,
    /// What its figures are called.
    pub wordings: &'a Wordings,
    /// In the order of the text. Cells and code are not prose.
    pub paragraphs: Vec<Paragraph<'a>>,
}

/// A paragraph, and what it counts.
pub(super) struct Paragraph<'a> {
    pub block: &'a Block,
    pub reading: Reading<'a>,
}

/// Of forms that have none.
static NO_WORDINGS: LazyLock<Wordings> = LazyLock::new(Wordings::default);

impl<'a> Readings<'a> {
    /// Reads the paragraphs one by one, each with the headings that it stands under.
    pub fn of(facts: &Facts, form: Option<&'a Form>, prose: &'a [Block]) -> Self {
        let own = Own::of(facts);
        let wordings = form.map_or(&*NO_WORDINGS, |form| &form.wordings);
        let (mut levels, mut above): (Vec<u8>, Vec<&str>) = Default::default();
        let mut paragraphs = Vec::new();
        for block in prose {
            match block.kind {
                Kind::Heading(level) => {
                    let outer = levels.iter().take_while(|other| **other < level).count();
                    levels.truncate(outer);
                    above.truncate(outer);
                    levels.push(level);
                    above.push(&block.text);
                }
                Kind::Paragraph => {
                    let reading = read(&block.text, counts(&block.text), &above, &own, wordings);
                    paragraphs.push(Paragraph { block, reading });
                }
                Kind::Cell | Kind::Code => {}
            }
        }
        Readings { own, wordings, paragraphs }
    }
}
