//! Text made smaller beforehand, for servers that send it as it is: `.gz` and `.br` beside a file.

use std::io::{self, Read, Write};

use flate2::{Compression, GzBuilder};

/// What packed files end in.
pub const ENDINGS: [&str; 2] = [".gz", ".br"];
/// Endings of files that are text, and so become much smaller.
const TEXT: [&str; 9] = ["html", "css", "js", "json", "csv", "xml", "txt", "md", "svg"];
/// How hard brotli tries, of 11; the last two steps take ten times as long for some hundredths less.
const EFFORT: u32 = 9;
/// Two to the power of this is how far back brotli looks: 4 MB.
const WINDOW: u32 = 22;

/// Whether a file is worth it.
pub fn is_text(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Packs bytes, in the order of [`ENDINGS`]. The same bytes give the same, since neither a time nor a name is put in.
///
/// # Errors
/// None that can happen in memory.
pub fn packed(bytes: &[u8]) -> io::Result<[Vec<u8>; 2]> {
    let mut gzip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    brotli::CompressorReader::new(bytes, 64 * 1024, EFFORT, WINDOW).read_to_end(&mut brotli)?;
    Ok([gzip.finish()?, brotli])
}
