//! Text with holes: what the theme prints once and reports fill in.

/// Private characters that enclose a hole in what the theme prints; no keyboard writes them.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

/// What a theme prints for a figure takes so much, roughly.
const BYTES_OF_A_CELL: usize = 40;

/// What is filled in for each report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hole {
    /// The figure of a cell, by its index in the form.
    Cell(usize),
    /// The year reported on.
    Year,
    /// 填报单位
    Filler,
    /// In a cell: the figure.
    Value,
    /// In a cell that is a sum: how many have a figure.
    Answered,
    /// And of how many.
    Of,
}

impl Hole {
    /// How it is written while the theme prints.
    pub fn token(self) -> String {
        let name = match self {
            Hole::Cell(index) => index.to_string(),
            Hole::Year => "y".to_owned(),
            Hole::Filler => "f".to_owned(),
            Hole::Value => "v".to_owned(),
            Hole::Answered => "a".to_owned(),
            Hole::Of => "r".to_owned(),
        };
        format!("{OPEN}{name}{CLOSE}")
    }

    /// The cell for which a token stands, if it stands for one.
    pub fn cell(token: &str) -> Option<usize> {
        match Hole::of(token.strip_prefix(OPEN)?.strip_suffix(CLOSE)?)? {
            Hole::Cell(index) => Some(index),
            _ => None,
        }
    }

    fn of(name: &str) -> Option<Hole> {
        match name {
            "y" => Some(Hole::Year),
            "f" => Some(Hole::Filler),
            "v" => Some(Hole::Value),
            "a" => Some(Hole::Answered),
            "r" => Some(Hole::Of),
            index => index.parse().ok().map(Hole::Cell),
        }
    }
}

/// Text with holes: what stands before each hole, then the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Printed {
    parts: Vec<(Box<str>, Hole)>,
    rest: Box<str>,
}

impl Printed {
    /// Finds the holes in what the theme printed.
    pub fn of(text: &str) -> Printed {
        let mut parts = Vec::new();
        let mut before = String::new();
        let mut pieces = text.split(OPEN);
        before.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            match piece.split_once(CLOSE).and_then(|(name, after)| Some((Hole::of(name)?, after))) {
                Some((hole, after)) => {
                    parts.push((std::mem::take(&mut before).into_boxed_str(), hole));
                    before.push_str(after);
                }
                None => before.push_str(piece),
            }
        }
        Printed { parts, rest: before.into_boxed_str() }
    }

    /// How long it gets, roughly.
    pub fn length(&self) -> usize {
        self.parts.iter().map(|(before, _)| before.len() + BYTES_OF_A_CELL).sum::<usize>() + self.rest.len()
    }

    /// Writes the text, each hole filled by a function.
    pub fn fill(&self, out: &mut String, mut fill: impl FnMut(Hole, &mut String)) {
        for (before, hole) in &self.parts {
            out.push_str(before);
            fill(*hole, out);
        }
        out.push_str(&self.rest);
    }
}
