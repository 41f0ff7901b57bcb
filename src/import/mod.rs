//! Floor 3, import: from an office's own file to a report. Nothing is guessed: a figure is certain, or it is left blank and told.
//!
//! ```text
//! bytes → Document → Recognition (which row of the form is this, what stands in its cells) → the report's text, and what is to be looked at
//! ```

pub mod words;
pub mod document;
pub mod label;
pub mod outline;
pub mod prose;
pub mod value;
pub mod layout;
pub mod chart;
pub mod head;
pub mod line;
pub mod recognise;
