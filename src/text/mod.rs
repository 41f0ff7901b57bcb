//! Floor 1: reading text and pointing into it. Knows nothing of portals.

pub mod diagnostics;
pub mod fields;
pub mod markdown;
pub mod source;
pub mod tell;
pub mod yaml;
