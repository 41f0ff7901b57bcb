//! Floor 5, the preview: the pages that a build would write, over HTTP, rendered when they are asked for.
//!
//! ```text
//! disk → Watch → Changes → reading → State → Live → pages, and a stream of events to browsers
//! ```

pub mod guard;
pub mod route;
pub mod batch;
pub mod poll;
pub mod watch;
pub mod overlay;
pub mod live;
pub mod kept;
pub mod server;
