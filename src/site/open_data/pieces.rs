//! Lines about reports, written a piece at a time, and what stands behind a figure in its line.

use std::io::{self, Write};

use super::Filled;
use crate::model::figure::Figure;

/// How much is gathered before it is written.
const PIECE: usize = 256 * 1024;

/// Writes lines about reports, a piece at a time.
pub(super) fn write(
    reports: &[Filled<'_>],
    header: &str,
    out: &mut dyn Write,
    write: impl Fn(&Filled<'_>, &mut String),
) -> io::Result<()> {
    let mut piece = String::with_capacity(2 * PIECE);
    piece.push_str(header);
    for filled in reports {
        write(filled, &mut piece);
        if piece.len() >= PIECE {
            out.write_all(piece.as_bytes())?;
            piece.clear();
        }
    }
    out.write_all(piece.as_bytes())
}

/// What stands behind a figure in its line, by its status. It is the same for all figures of a report.
pub(super) struct Ends {
    blank: String,
    not_applicable: String,
    reported: String,
}

impl Ends {
    /// The ends that a function makes of a status.
    pub fn of(end: impl Fn(&str) -> String) -> Ends {
        Ends {
            blank: end(Figure::Blank.status()),
            not_applicable: end(Figure::NotApplicable.status()),
            reported: end(Figure::Number(Default::default()).status()),
        }
    }

    /// What stands behind a figure.
    pub fn behind(&self, figure: Figure) -> &str {
        match figure {
            Figure::Blank => &self.blank,
            Figure::NotApplicable => &self.not_applicable,
            Figure::Number(_) => &self.reported,
        }
    }
}
