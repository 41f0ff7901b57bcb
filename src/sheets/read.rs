//! A filled-in form is read, and knows where each of its figures stands.

use super::book::{Book, Spot};
use super::data;
use super::filling::Filling;
use crate::model::figure::{CellId, Figure};
use crate::model::figures::Figures;
use crate::model::form::Form;
use crate::text::diagnostics::{Diagnostics, Place};

/// A filled-in form, and where its cells stand.
#[derive(Debug)]
pub struct Filled {
    book: Book,
    /// What stands in its cells.
    pub figures: Figures,
    spots: Vec<Option<Spot>>,
}

impl Filled {
    /// Reads a book as a filled-in form. What is wrong with it is found; a figure that is not certain is blank.
    pub fn read(form: &Form, book: Book, findings: &mut Diagnostics) -> Filled {
        let mut filling = Filling::new(form, &book, findings);
        if !data::read(&mut filling) {
            filling.tables();
        }
        let (figures, spots) = filling.done();
        Filled { figures: Figures::of(form, figures), spots, book }
    }

    /// The place of the first of these cells in which something stands; else of the first that there is.
    pub fn place(&self, cells: impl IntoIterator<Item = CellId>) -> Place {
        let mut first = None;
        for cell in cells {
            let Some(spot) = self.spots.get(cell.index()).copied().flatten() else { continue };
            if self.figures.get(cell) != Figure::Blank {
                return self.book.place(spot);
            }
            first = first.or(Some(spot));
        }
        first.map_or_else(|| self.book.whole(), |spot| self.book.place(spot))
    }
}
