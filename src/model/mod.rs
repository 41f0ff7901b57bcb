//! Floor 2: what a disclosure portal is. Knows no HTML, no URL and no disk.

pub mod agency;
pub mod article;
pub mod assemble;
pub mod config;
pub mod figures;
pub mod form;
pub mod narrative;
pub mod portal;
pub mod report;
pub mod series;
pub mod standing;
pub mod totals;
