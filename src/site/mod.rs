//! Floor 3: what stands at which URL, and how it looks.
//!
//! A page is a value of [`plan::Page`]; [`render::Press::render`] is the only way one is made.

pub mod plan;
pub mod views;
pub mod theme;
pub mod sheet;
pub mod links;
pub mod render;
mod indexes;
mod documents;
mod series_tables;
mod open_data;
mod feeds;
