//! Floor 3, checking: what can be wrong with a portal that reads well. One table of rules, one file a family.

mod reading;
pub mod file;
pub mod subject;
pub mod rule;
mod interval;
mod arithmetic;
mod across;
mod review;
mod site;
mod prose;
mod content;
mod privacy;
pub mod rules;
pub mod search;
pub mod verdict;
pub mod listing;
