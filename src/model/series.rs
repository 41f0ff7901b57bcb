//! Series: what stays comparable while forms change. Series are data, see `series.yaml`; forms say which cells carry them on.

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;

/// The series that gongkai knows.
const BUILT_IN: &str = include_str!("series.yaml");

/// A figure that can be followed over years and forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Part of its URL.
    pub id: String,
    /// In Chinese, as the forms are.
    pub title: String,
    /// In English.
    pub title_en: String,
    /// Of all its figures.
    pub unit: String,
    /// What it counts, and where each form has it.
    pub note: String,
    /// Shown on the home page.
    pub headline: bool,
}

/// All series, in the order of their file.
pub fn known() -> Vec<Series> {
    let text = Text::new("series.yaml", BUILT_IN);
    // A test reads it without a finding.
    read_file(&text, &mut Diagnostics::new(), |fields| fields.maps("series", from_fields)).unwrap_or_default()
}

fn from_fields(fields: &mut Fields<'_>) -> Series {
    Series {
        id: fields.required_text("id"),
        title: fields.required_text("title"),
        title_en: fields.required_text("title_en"),
        unit: fields.required_text("unit"),
        note: fields.required_text("note"),
        headline: fields.flag("headline"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_file_reads_whole() {
        assert_eq!(known().len(), BUILT_IN.matches("id: ").count());
        assert!(known().len() >= 11);
    }
}
