//! `serde_yaml` is archived; `serde_norway` is its maintained fork. Both read the same, so changing over is one line of Cargo.toml.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a package says of a text: the value, each figure also as text, or its error and its place.
macro_rules! reading {
    ($package:ident, $text:expr) => {{
        let text: &str = $text;
        let value = $package::from_str::<$package::Value>(text);
        let spelled = $package::from_str::<BTreeMap<String, String>>(text);
        let told = |error: &$package::Error| (error.to_string(), error.location().map(|place| (place.line(), place.column())));
        (value.map(|value| format!("{value:?}")).map_err(|error| told(&error)), spelled.map_err(|error| told(&error)))
    }};
}

/// The figure table of the project's facts, and what else people write.
const SCALARS: [&str; 72] = [
    "0123",
    "08",
    "00",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1,234",
    "１,２３４",
    "1 234",
    "12.0",
    "5.",
    ".5",
    "+.5",
    "1e3",
    ".inf",
    "-.inf",
    ".nan",
    ".NaN",
    "NaN",
    "-7",
    "−7",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "１２",
    "'０'",
    "no",
    "off",
    "y",
    "yes",
    "true",
    "True",
    "1:30",
    "2024-01-05",
    "2024-01-05T10:00:00Z",
    "12%",
    "12 件",
    "—",
    "/",
    "-",
    "无",
    "~",
    "null",
    "Null",
    "",
    "v：1",
    "\"a\\tb\"",
    "'it''s'",
    "\"\"",
    "''",
    "a: b",
    "a #b",
    "a#b",
    "@a",
    "`a`",
    "%a",
    "*a",
    "&a",
    "&a 1",
    "!tag 1",
    "!!str 1",
    "!!int x",
    "|",
    "[1, ~, [0x1]]",
    "{x: 1, y: }",
    "[1,234]",
    "[a, b",
    "{a: 1",
    "\"open",
    "<<",
];

/// Whole texts.
const TEXTS: [&str; 24] = [
    "a: 1\na: 2\n",
    "a: &x [1, 2]\nb: *x\n",
    "a: *x\n",
    "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n",
    "a: |\n  一\n  二\nb: >-\n  三\n  四\n",
    "a: >+\n  一\n\n",
    "a:\n\tb: 1\n",
    "a:\n  b: 1\n c: 2\n",
    "a:1\nb: 2\n",
    "title：x\nb: 2\n",
    "a: x\u{2028}b: 1\n",
    "a: x\u{85}b: 1\n",
    "\u{FEFF}a: 1\n",
    "a: 1\n---\nb: 2\n",
    "--- a\n...\n",
    "? [a, b]\n: 1\n",
    ": 1\n",
    "- a\n- b:\n  - c\n",
    "a: \"一\n  二\"\n",
    "# nothing\n",
    "",
    "a: {b: {c: {d: [e, {f: g}]}}}\n",
    "a: x\u{8}y\n",
    "requests.new: [195, 40, 4, 6, 18, 5, 268]\nregulations: {issued: 0, in_force: 2}\nfees: 1698.610\n",
];

fn compare(texts: impl IntoIterator<Item = String>) -> usize {
    let mut compared = 0;
    for text in texts {
        assert_eq!(reading!(serde_yaml, &text), reading!(serde_norway, &text), "{text}");
        compared += 1;
    }
    compared
}

#[test]
fn both_read_every_probe_alike() {
    let plain = SCALARS.iter().map(|scalar| format!("a: {scalar}\nb: 1\n"));
    let in_list = SCALARS.iter().map(|scalar| format!("a: [{scalar}, 1]\n"));
    let in_map = SCALARS.iter().map(|scalar| format!("a: {{b: {scalar}}}\n"));
    let quoted = SCALARS.iter().map(|scalar| format!("a: \"{scalar}\"\n"));
    let bomb = (1..7).map(|i| format!("k{i}: &k{i} [{}]\n", vec![format!("*k{}", i - 1); 4].join(","))).collect::<String>();
    let nested = format!("a: {}{}\n", "[".repeat(200), "]".repeat(200));
    let more = [format!("k0: &k0 [1]\n{bomb}"), nested];
    let whole = TEXTS.iter().map(|text| (*text).to_owned());
    assert!(compare(plain.chain(in_list).chain(in_map).chain(quoted).chain(whole).chain(more)) > 300);
}

#[test]
fn both_read_every_file_of_the_project_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        ["examples/county", "content", "src/model", "themes"].iter().map(|folder| root.join(folder)).collect();
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = || fs::read_to_string(&path).expect("UTF-8").trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
            match path.extension().and_then(|ending| ending.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("yaml") => texts.push(text()),
                Some("md") => texts
                    .extend(text().strip_prefix("---\n").and_then(|rest| Some(rest.split_once("\n---")?.0.to_owned() + "\n"))),
                _ => {}
            }
        }
    }
    assert!(compare(texts) > 150);
}
