//! Floor 3: what stands at which URL, and how it looks.
//!
//! A page is a value of [`plan::Page`]; [`render::render`] is the only way one is made.

pub mod views;
mod rounds;
pub mod theme;
pub mod shards;
pub mod plan;
pub mod links;
mod holes;
mod marks;
pub mod setting;
pub mod grid;
pub mod book;
mod open_data;
pub mod sheet;
pub mod press;
pub mod parts;
mod charts;
mod series_tables;
mod structured;
mod data;
mod documents;
mod completeness;
mod comparison;
mod roll_ups;
pub mod search;
mod indexes;
mod feeds;
pub mod render;
