//! gongkai (公开): a static site generator for government disclosure portals.
//!
//! Read the modules in this order; each uses only those above it, and a test says so.
//!
//! ```text
//! directory → Sources → Edition ──────────────────────→ pages → directory
//!             text       portal · plan · theme  check    render   publish
//! ```
//!
//! The whole architecture is [`commands::build`]:
//!
//! ```text
//! let library = Library::read(Sources::read(site)?, …);        // directory → text → what each file says
//! let edition = Edition::compile(&library, moment, findings)?; // → portal, plan, theme
//! edition.check(findings);                                     // a wrong portal is not rendered
//! place.publish(&edition, …)?;                                 // pages → bytes → directory, all or nothing
//! ```
//!
//! [`commands::serve`] stops before the last step, renders what a browser asks for, and begins again at each change.

pub mod text;
pub mod model;
pub mod starter;
pub mod import;
pub mod site;
pub mod sheets;
pub mod check;
pub mod schema;
pub mod edition;
pub mod publish;
pub mod store;
pub mod preview;
pub mod commands;
