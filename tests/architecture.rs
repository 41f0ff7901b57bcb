//! What ARCHITECTURE.md promises of `src/`, checked by reading it: floors, who may name which package, what nowhere stands.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[path = "shared/rust.rs"]
mod rust;
use rust::{File, sources};

/// The module that a file is: `text::yaml::read` for `text/yaml/read.rs`, nothing for `main.rs`.
fn module(file: &File) -> Option<Vec<String>> {
    let path = file.path.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path);
    match path {
        "main" => None,
        "lib" => Some(Vec::new()),
        path => Some(path.split('/').map(str::to_owned).collect()),
    }
}

/// All modules of a parent in the order of its `mod` lines, by the parent's path.
type Order = BTreeMap<Vec<String>, Vec<String>>;

fn order(files: &[File]) -> Order {
    let declared = |file: &File| {
        let lines = file.code.lines().filter(|line| !line.starts_with(' '));
        let names = lines.filter_map(|line| {
            let line = line.strip_suffix(';')?;
            let line =
                line.strip_prefix("pub").map_or(line, |rest| rest.trim_start_matches("(crate)").trim_start_matches("(super)"));
            line.trim_start().strip_prefix("mod ").map(str::to_owned)
        });
        Some((module(file)?, names.collect()))
    };
    files.iter().filter_map(declared).collect()
}

/// The paths that code names after `crate::` and `super::`, groups written out, as paths from the crate's root.
fn named(file: &File) -> Vec<Vec<String>> {
    let Some(own) = module(file) else { return Vec::new() };
    let mut named = Vec::new();
    for (root, start) in [("crate::", 0), ("super::", own.len().saturating_sub(1))] {
        for (at, _) in file.code.match_indices(root) {
            let before = &file.code[..at];
            if before.ends_with("super::") || before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let mut rest = &file.code[at + root.len()..];
            let mut base = own[..start].to_vec();
            while let Some(up) = rest.strip_prefix("super::") {
                base.pop();
                rest = up;
            }
            expand(rest, &base, &mut named);
        }
    }
    named
}

/// Writes out a path that may end in a group: `a::{b, c::{d, e}}`.
fn expand(rest: &str, base: &[String], named: &mut Vec<Vec<String>>) {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if let Some(group) = rest.strip_prefix('{') {
        let (mut depth, mut from) = (0_usize, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    expand(group[from..at].trim(), base, named);
                    from = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let path = [base, std::slice::from_ref(&word)].concat();
    match rest[word.len()..].strip_prefix("::") {
        Some(after) => expand(after, &path, named),
        None => named.push(path),
    }
}

/// Modules that use one that stands below them, in the order of `mod` lines. What is inside of one another may use each other.
fn climbs(files: &[File]) -> Vec<String> {
    let order = order(files);
    let mut found = Vec::new();
    for file in files {
        let Some(own) = module(file) else { continue };
        for path in named(file) {
            let same = own.iter().zip(&path).take_while(|(a, b)| a == b).count();
            let Some(siblings) = order.get(&path[..same]) else { continue };
            let place = |path: &[String]| siblings.iter().position(|name| Some(name) == path.get(same));
            if let (Some(mine), Some(other)) = (place(&own), place(&path))
                && other > mine
            {
                found.push(format!("{} uses {}, which stands below it", file.path, path.join("::")));
            }
        }
    }
    found
}

/// Files, other than those allowed, whose code holds a word.
fn naming<'f>(files: &'f [File], word: &str, may: impl Fn(&str) -> bool) -> Vec<&'f str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let holds = |code: &str| {
        code.match_indices(word).any(|(at, _)| !code[..at].ends_with(is_word) && !code[at + word.len()..].starts_with(is_word))
    };
    files.iter().filter(|file| !may(&file.path) && holds(&file.code)).map(|file| file.path.as_str()).collect()
}

/// Row keys that stand in string literals, in whole or as a part of a dotted one.
fn row_keys_in_code(files: &[File], keys: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for string in &file.strings {
            for key in keys.iter().filter(|key| string == *key || (key.contains('.') && string.contains(*key))) {
                found.push(format!("{} names the row {key}", file.path));
            }
        }
    }
    found
}

/// The row keys of the built-in forms.
fn row_keys() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model/forms");
    let mut keys = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("UTF-8");
        let rows = text.split("\n    rows:\n").skip(1).map(|rest| rest.split("\n  - id:").next().unwrap_or(rest));
        let key = |line: &str| Some(line.split_once("key: ")?.1.split([',', '}']).next()?.trim().to_owned());
        keys.extend(rows.flat_map(str::lines).filter_map(key));
    }
    // Also the name of a section of every portal (依申请公开), which has nothing to do with the heading in cn-2014.
    keys.retain(|key| key != "requests");
    keys.sort();
    keys.dedup();
    assert!(keys.len() > 100 && keys.contains(&"requests.new".to_owned()), "{keys:?}");
    keys
}

const NONE: [&str; 0] = [];

#[test]
fn modules_use_only_what_stands_above_them() {
    let files = sources();
    assert_eq!(climbs(&files), NONE);
    let root = order(&files).remove(&Vec::new()).expect("lib.rs");
    let known: Vec<&str> = [
        "text", "model", "starter", "import", "site", "sheets", "check", "schema", "edition", "publish", "store", "preview",
        "commands",
    ]
    .to_vec();
    let floors: Vec<&str> = root.iter().map(String::as_str).filter(|name| known.contains(name)).collect();
    assert_eq!(floors, known, "the floors have another order");
    let text = order(&files).remove(&vec!["text".to_owned()]).expect("text/mod.rs");
    assert_eq!(
        text,
        [
            "list",
            "personal",
            "odd",
            "diagnostics",
            "tell",
            "source",
            "yaml",
            "fields",
            "prose",
            "markdown",
            "package",
            "workbook"
        ]
    );
    let markdown = files.iter().filter(|file| file.path.starts_with("text/markdown"));
    for path in markdown.flat_map(named) {
        assert!(!["yaml", "fields"].contains(&path.get(1).map_or("", String::as_str)), "markdown uses {path:?}");
    }
}

#[test]
fn one_module_names_each_dangerous_package() {
    let files = sources();
    let below = |start: &'static str| move |path: &str| path.starts_with(start);
    assert_eq!(naming(&files, "serde_yaml", below("text/yaml")), NONE);
    assert_eq!(naming(&files, "pulldown_cmark", below("text/markdown")), NONE);
    assert_eq!(naming(&files, "tera", below("site/theme")), NONE);
    assert_eq!(naming(&files, "ZipArchive", below("text/package")), NONE);
    assert_eq!(naming(&files, "encoding_rs", |path| path == "check/privacy/plain.rs" || path == "import/reader.rs"), NONE);
    assert_eq!(naming(&files, "scraper", below("import/page")), NONE);
    assert_eq!(naming(&files, "calamine", below("text/workbook")), NONE);
    for package in ["axum", "tokio", "notify"] {
        assert_eq!(naming(&files, package, |path| path.starts_with("preview/") || path == "commands/serve.rs"), NONE);
    }
    // A check that finds nothing anywhere would find no mistake either.
    assert!(!naming(&files, "serde_yaml", |_| false).is_empty() && !naming(&files, "tera", |_| false).is_empty());
}

#[test]
fn no_float_holds_a_figure() {
    let files = sources();
    let elsewhere = |path: &str| !path.starts_with("model/") && !path.starts_with("site/");
    for float in ["f32", "f64"] {
        assert_eq!(naming(&files, float, elsewhere), NONE);
    }
}

#[test]
fn only_the_program_prints_reads_the_clock_and_its_environment() {
    let files = sources();
    let main = |path: &str| path == "main.rs";
    for word in ["println", "eprintln", "dbg", "stdout", "stderr", "SystemTime", "env", "exit"] {
        assert_eq!(naming(&files, word, main), NONE, "{word}");
    }
    // How long something has been waited for is no day.
    let waits = ["main.rs", "preview/batch.rs", "preview/watch.rs"];
    assert_eq!(naming(&files, "Instant", |path| waits.contains(&path)), NONE);
    let clocks: Vec<&str> = files.iter().filter(|file| file.code.contains("Local::now")).map(|file| file.path.as_str()).collect();
    assert_eq!(clocks, ["main.rs"], "the day is read in one place");
    assert!(!files.iter().any(|file| file.code.contains("Utc::now")));
}

#[test]
fn text_comes_in_by_one_door() {
    // What `poll` asks a disk is of what kind it is.
    let may = |path: &str| {
        matches!(path, "text/source.rs" | "store.rs" | "preview/poll.rs" | "main.rs") || path.starts_with("publish/")
    };
    let files = sources();
    let reads = |file: &&File| ["std::fs", "fs::{", "walkdir", "rustix"].iter().any(|name| file.code.contains(name));
    let found: Vec<&str> = files.iter().filter(reads).map(|file| file.path.as_str()).filter(|path| !may(path)).collect();
    assert_eq!(found, NONE);
}

#[test]
fn no_hash_decides_an_order() {
    let files = sources();
    for word in ["HashMap", "HashSet"] {
        assert_eq!(naming(&files, word, |_| false), NONE);
    }
}

#[test]
fn nothing_panics_on_purpose() {
    let files = sources();
    for call in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "unsafe "] {
        let found: Vec<_> = files.iter().filter(|file| file.code.contains(call)).map(|file| file.path.as_str()).collect();
        assert_eq!(found, NONE, "{call}");
    }
}

#[test]
fn no_code_knows_a_row_of_a_form() {
    assert_eq!(row_keys_in_code(&sources(), &row_keys()), NONE);
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> = sources().into_iter().filter(|file| !file.first.starts_with("//! ")).map(|file| file.path).collect();
    assert_eq!(silent, NONE);
}

/// Each check on a crate that breaks its rule.
#[test]
fn every_check_catches_what_it_is_for() {
    let crate_of = |files: &[(&str, &str)]| files.iter().map(|(path, source)| File::read(path, source)).collect::<Vec<File>>();
    let lib = ("lib.rs", "//! l\npub mod text;\npub mod model;\n");
    let text = ("text/mod.rs", "//! t\npub mod a;\npub(crate) mod b;\nmod c;\n");
    for (path, source, wanted) in [
        ("text/a.rs", "use crate::model::x::Y;", 1),
        ("text/a.rs", "use crate::{text::b::Z, model::{x, y::{z}}};", 3),
        ("text/a.rs", "use super::b::{self, C};", 2),
        ("text/a.rs", "fn f() { super::super::model::x() }", 1),
        ("text/a.rs", "fn f() -> crate::model::X { todo() }", 1),
        ("text/b/deep.rs", "use super::super::c;", 1),
        ("text/b.rs", "use super::a; use crate::text::a::X; mod own;\nuse self::own;", 0),
        ("model/x.rs", "use crate::text::c::X; // crate::edition\n", 0),
        ("model/x.rs", "const A: &str = \"crate::model::x\";\n#[cfg(test)]\nmod tests { use crate::edition; }", 0),
    ] {
        assert_eq!(climbs(&crate_of(&[lib, text, ("edition.rs", ""), (path, source)])).len(), wanted, "{source}");
    }
    let one = |source: &str| crate_of(&[("model/a.rs", source)]);
    assert_eq!(naming(&one("fn a(x: f64) {}"), "f64", |_| false).len(), 1);
    assert_eq!(naming(&one("fn as_secs_f64() { let a = \"f64\"; /* f64 */ }"), "f64", |_| false).len(), 0);
    assert_eq!(naming(&one("use tera::Tera;"), "tera", |path| path == "site/theme.rs").len(), 1);
    assert_eq!(naming(&one("let c = '\"'; let m = HashMap::new(); let l: &'static str = \"\";"), "HashMap", |_| false).len(), 1);
    assert!(one("let a = r#\"x \"y\" .unwrap()\"#; b.unwrap();")[0].code.contains("; b.unwrap()"));
    assert!(!one("let a = \"\\\" .unwrap()\";")[0].code.contains(".unwrap()"));
    let keys = ["requests.new".to_owned(), "fees".to_owned()];
    assert_eq!(
        row_keys_in_code(&one("let a = \"x.requests.new.total\"; let b = \"fees\"; let c = \"no fees\"; // requests.new"), &keys)
            .len(),
        2
    );
    assert_eq!(one("//! a\n")[0].first, "//! a");
}
