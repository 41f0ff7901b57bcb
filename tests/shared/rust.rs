//! A small reader of Rust code: enough to tell code, strings and comments apart.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file without its tests, its comments taken out.
pub struct File {
    /// Relative to `src/`.
    pub path: String,
    /// The first line, as it is.
    pub first: String,
    /// The code; each string literal is replaced by `""`.
    pub code: String,
    /// The string literals, as written between their quotes, in the order of the code.
    pub strings: Vec<String>,
}

impl File {
    /// Takes a file apart.
    pub fn read(path: &str, source: &str) -> File {
        let source = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or(source);
        let (code, strings) = lex(source);
        File { path: path.to_owned(), first: source.lines().next().unwrap_or_default().to_owned(), code, strings }
    }
}

/// Takes comments out of Rust code, and string literals apart.
fn lex(source: &str) -> (String, Vec<String>) {
    let (mut code, mut strings) = (String::with_capacity(source.len()), Vec::new());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let is_in_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if c == 'r' && !is_in_word && rest[1..].trim_start_matches('#').starts_with('"') {
            let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
            let end = format!("\"{}", "#".repeat(hashes));
            let (string, after) = rest[2 + hashes..].split_once(&end).expect("the end of a raw string");
            strings.push(string.to_owned());
            code.push_str("\"\"");
            rest = after;
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.expect("the end of a string") + 1;
            strings.push(rest[1..end].to_owned());
            code.push_str("\"\"");
            rest = &rest[end + 1..];
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            rest = &rest[length..];
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (code, strings)
}

/// How long the character literal is that a text begins with; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let body = match inner.strip_prefix('\\') {
        Some(escape) => 1 + if escape.starts_with('u') { escape.find('}')? + 1 } else { escape.chars().next()?.len_utf8() },
        None => inner.chars().next()?.len_utf8(),
    };
    inner[body..].starts_with('\'').then_some(body + 2)
}

/// All files below `src/`, in the order of their paths.
pub fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                files.push(File::read(&name, &fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 20, "the sources are not where they were");
    files
}
