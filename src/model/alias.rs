//! An alias: an old address, from before this portal or from before a file was moved, that leads to a report or an article.

use percent_encoding::percent_decode_str;

use crate::text::diagnostics::{Diagnostic, Place};
use crate::text::fields::Fields;
use crate::text::yaml::Node;

/// No part of a path may be longer on most disks, in bytes.
const LONGEST_PART: usize = 255;

/// An old address as front matter says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// Decoded. With a slash in front it counts from the host's root, otherwise from the portal's.
    path: String,
    /// As written.
    pub written: String,
    /// Where it is written.
    pub place: Place,
}

impl Alias {
    /// The file that a portal has at the address, relative to its root; none if it is not below `base`, the portal's path on its host.
    pub fn file(&self, base: &str) -> Option<String> {
        let below = if self.path.starts_with('/') { self.path.strip_prefix(base)? } else { &self.path };
        let last = below.rsplit('/').next().unwrap_or(below);
        Some(match last {
            "" => format!("{below}index.html"),
            // What has no ending is a folder, as servers take it.
            name if !name.contains('.') => format!("{below}/index.html"),
            _ => below.to_owned(),
        })
    }
}

/// Reads `aliases`.
pub(super) fn aliases(fields: &mut Fields<'_>) -> Vec<Alias> {
    let mut aliases = Vec::new();
    fields.items("aliases", |fields, cursor| {
        let written = if let Node::Scalar(text) = cursor.node { text.trim() } else { "" };
        match decode(written) {
            Some(path) => aliases.push(Alias { path, written: written.to_owned(), place: cursor.place() }),
            None => fields.report(Diagnostic::error("alias-address", cursor.place()).with("written", written)),
        }
    });
    aliases
}

/// A path as files are named; none if no file can be.
fn decode(written: &str) -> Option<String> {
    let path = percent_decode_str(written).decode_utf8().ok()?;
    let below = path.strip_prefix('/').unwrap_or(&path);
    let is_sound = |part: &str| {
        let odd = |c: char| c.is_control() || matches!(c, '\\' | '"' | '?' | '#' | '*' | '<' | '>' | '|' | ':');
        !part.is_empty() && part.len() <= LONGEST_PART && !part.starts_with('.') && !part.contains(odd)
    };
    let parts = below.strip_suffix('/').unwrap_or(below);
    parts.split('/').all(is_sound).then(|| path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(written: &str, base: &str) -> Option<String> {
        let path = decode(written)?;
        Alias { path, written: String::new(), place: Place::file("a") }.file(base)
    }

    #[test]
    fn addresses_become_files() {
        let cases = [
            ("/xxgk/nb/2016.html", "/xxgk/", Some("nb/2016.html")),
            ("/xxgk/nb/2016.html", "/", Some("xxgk/nb/2016.html")),
            ("old/report/", "/xxgk/", Some("old/report/index.html")),
            ("old/report", "/xxgk/", Some("old/report/index.html")),
            ("nb/%E5%B9%B4.html", "/xxgk/", Some("nb/年.html")),
            ("/nb/2016.html", "/xxgk/", None),
            ("/xxgk", "/xxgk/", None),
            ("", "/", None),
            ("/", "/", None),
            ("a//b", "/", None),
            ("../a.html", "/", None),
            ("a/%2E%2E/b", "/", None),
            ("https://example.gov.cn/a.html", "/", None),
            ("//example.gov.cn/a.html", "/", None),
            ("list.jsp?id=7", "/", None),
            ("a%00b", "/", None),
            ("%FF", "/", None),
            (".gongkai", "/", None),
        ];
        for (written, base, wanted) in cases {
            assert_eq!(file(written, base).as_deref(), wanted, "{written} below {base}");
        }
    }
}
