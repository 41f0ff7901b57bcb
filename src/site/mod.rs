//! Floor 3: what stands at which URL, and how it looks.
//!
//! A page is a value of [`plan::Page`]; [`render::Press::render`] is the only way one is made.

mod documents;
mod feeds;
mod indexes;
pub mod links;
mod open_data;
pub mod plan;
pub mod render;
mod series_tables;
pub mod sheet;
pub mod theme;
pub mod views;
