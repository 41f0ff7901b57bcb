//! Floor 1: reading text and pointing into it. Knows nothing of portals.

pub mod list;
pub mod personal;
pub mod odd;
pub mod diagnostics;
pub mod tell;
pub mod source;
pub mod yaml;
pub mod fields;
pub mod prose;
pub mod markdown;
pub mod package;
pub mod workbook;
