//! Prose: a text as a reader reads it, block by block, without markup, every character of which knows where it stands in the source.

use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading, with its level.
    Heading(u8),
    /// A paragraph, or one of a list's items.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// Code, which is shown as it is.
    Code,
}

/// A stretch of a block's text and the stretch of the source that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the block's text.
    start: usize,
    /// In bytes of the body.
    source: Range<usize>,
    /// Whether it stands in the source letter by letter.
    verbatim: bool,
}

/// A heading, a paragraph or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Without markup; line breaks of the source are `\n`.
    pub text: String,
    pieces: Vec<Piece>,
}

impl Block {
    /// An empty one.
    pub(super) fn new(kind: Kind) -> Self {
        Block { kind, text: String::new(), pieces: Vec::new() }
    }

    /// Adds text that was read from a stretch of the body.
    pub(super) fn push(&mut self, body: &str, text: &str, source: Range<usize>) {
        let verbatim = body.get(source.clone()) == Some(text);
        self.pieces.push(Piece { start: self.text.len(), source, verbatim });
        self.text.push_str(text);
    }

    /// Where a stretch of the block's text stands, in bytes of the body.
    pub fn source(&self, span: Range<usize>) -> Range<usize> {
        let start = self.piece(span.start).map_or(0, |piece| at(piece, span.start, |source| source.start));
        let last = span.end.saturating_sub(1).max(span.start);
        let end = self.piece(last).map_or(start, |piece| at(piece, span.end, |source| source.end));
        start..end.max(start)
    }

    /// The piece that an offset into the text falls into.
    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }
}

fn at(piece: &Piece, offset: usize, whole: impl Fn(&Range<usize>) -> usize) -> usize {
    if piece.verbatim { piece.source.start + (offset - piece.start) } else { whole(&piece.source) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_knows_where_it_stands() {
        let body = "收到**70**件&amp;";
        let mut block = Block::new(Kind::Paragraph);
        block.push(body, "收到", 0..6);
        block.push(body, "70", 8..10);
        block.push(body, "件", 12..15);
        block.push(body, "&", 15..20);
        assert_eq!(block.text, "收到70件&");
        assert_eq!(block.source(6..8), 8..10);
        assert_eq!(block.source(3..11), 3..15);
        assert_eq!(block.source(11..12), 15..20);
    }
}
