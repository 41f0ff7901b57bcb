//! Floor 2: what a disclosure portal is. Knows no HTML and no URL; no disk but through `Sources`.

pub mod publication;
pub mod config;
pub mod agency;
pub mod figure;
pub mod series;
pub mod relation;
pub mod wording;
pub mod part;
pub mod form;
pub mod naming;
pub mod figures;
pub mod narrative;
pub mod sentence;
pub mod sketch;
pub mod alias;
pub mod article;
pub mod report;
pub mod standing;
pub mod totals;
pub mod portal;
