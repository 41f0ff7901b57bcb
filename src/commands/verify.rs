//! `verify`: whether a portal is as it was built.

use std::path::Path;

use super::Stop;
use crate::publish::verify::{self, Verified};
use crate::text::diagnostics::Diagnostics;
use crate::text::personal::mask;

/// Compares a portal with its manifest, and the manifest with the sum that the build told, if that is known. Numbers of people in names are
/// masked.
///
/// # Errors
/// If there is no manifest, or something cannot be read.
pub fn verify(folder: &Path, sum: Option<&str>) -> Result<Verified, Stop> {
    let mut verified = verify::verify(folder, sum).map_err(|failure| failure.stop(&mut Diagnostics::new()))?;
    for path in [&mut verified.added, &mut verified.lost, &mut verified.changed].into_iter().flatten() {
        *path = mask(path).into_owned();
    }
    Ok(verified)
}
