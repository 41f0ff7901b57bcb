//! What a portal consists of, as evidence: `manifest.json` and `SHA256SUMS`, the same for the same bytes.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The manifest's file.
pub const MANIFEST: &str = "manifest.json";
/// The same for `sha256sum --check`, and the manifest's own sum.
pub const SUMS: &str = "SHA256SUMS";

/// All files of a portal but the mark, this and [`SUMS`]. No times, and nothing of the machine that built it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Which gongkai wrote it.
    pub generator: String,
    /// The commit that was checked out where the site lies, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The files, by their paths' bytes.
    pub files: Vec<Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Relative to the portal's root, with `/`.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of files in any order, given gongkai's version.
    pub fn new(version: &str, revision: Option<String>, mut files: Vec<Entry>) -> Manifest {
        files.sort();
        Manifest { generator: format!("gongkai {version}"), revision, files }
    }

    /// Reads one; none if it is not exactly as [`Manifest::json`] writes it.
    pub fn read(bytes: &[u8]) -> Option<Manifest> {
        let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
        (manifest.json() == bytes).then_some(manifest)
    }

    /// The text of `manifest.json`, a line for each file, so that two of them can be compared by eye.
    pub fn json(&self) -> Vec<u8> {
        let text = |value: &str| serde_json::Value::from(value).to_string();
        let mut json = format!("{{\n  \"generator\": {},\n", text(&self.generator));
        if let Some(revision) = &self.revision {
            json += &format!("  \"revision\": {},\n", text(revision));
        }
        json += "  \"files\": [";
        for (at, Entry { path, size, sha256 }) in self.files.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let (path, sha256) = (text(path), text(sha256));
            json += &format!("{comma}\n    {{\"path\": {path}, \"size\": {size}, \"sha256\": {sha256}}}");
        }
        json += "\n  ]\n}\n";
        json.into_bytes()
    }

    /// The text of `SHA256SUMS`, given the manifest's own sum.
    pub fn sums(&self, own: &str) -> Vec<u8> {
        let files = self.files.iter().map(|entry| (entry.sha256.as_str(), entry.path.as_str()));
        files.chain([(own, MANIFEST)]).map(|(sum, path)| sum_line(sum, path)).collect::<String>().into_bytes()
    }
}

/// A line as `sha256sum` writes it: names with a backslash or a line's end are written otherwise, and a backslash in front says so.
fn sum_line(sum: &str, path: &str) -> String {
    if !path.contains(['\\', '\n', '\r']) {
        return format!("{sum}  {path}\n");
    }
    format!("\\{sum}  {}\n", path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r"))
}

/// A sum of SHA-256 in hexadecimal.
pub fn hexadecimal(sum: Sha256) -> String {
    sum.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a text does not fail.
        write!(text, "{byte:02x}").unwrap_or(());
        text
    })
}

/// The sum of some bytes.
pub fn sum_of(bytes: &[u8]) -> String {
    hexadecimal(Sha256::new_with_prefix(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_not_otherwise() {
        let entry = |path: &str| Entry { path: path.to_owned(), size: 3, sha256: sum_of(b"abc") };
        let manifest = Manifest::new("1.2", Some("0f".to_owned()), vec![entry("b/附件 \"1\"\\.pdf"), entry("a")]);
        let json = manifest.json();
        assert_eq!(Manifest::read(&json), Some(manifest.clone()));
        assert_eq!(manifest.files[0].path, "a");
        assert_eq!(manifest.files[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let spaced = String::from_utf8(json).expect("UTF-8").replacen(": ", ":  ", 1);
        assert_eq!(Manifest::read(spaced.as_bytes()), None);
        let sums = String::from_utf8(manifest.sums("00")).expect("UTF-8");
        assert!(
            sums.contains("\n\\ba78") && sums.contains("  b/附件 \"1\"\\\\.pdf\n") && sums.ends_with("\n00  manifest.json\n")
        );
        assert_eq!(Manifest::read(&Manifest::new("1.2", None, Vec::new()).json()), Some(Manifest::new("1.2", None, Vec::new())));
    }
}
