//! Floor 3, sheets: forms as workbooks, blank ones to be filled in, and filled-in ones read back.

mod sums;
pub mod blank;
pub mod book;
mod labels;
mod heads;
mod rows;
mod filling;
mod data;
mod tables;
pub mod read;
