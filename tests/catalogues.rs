//! The words: both catalogues of messages, both languages of the interface, and that code and templates name what there is.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_norway::Value;

#[path = "shared/rust.rs"]
#[expect(dead_code, reason = "architecture.rs uses the rest")]
mod rust;
use rust::{File, sources};

const NONE: [&str; 0] = [];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a readable file")
}

/// A catalogue's messages and their attributes (`code`, `code.label`), each with the arguments it names.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut at) = (String::new(), String::new());
    for line in read(&format!("src/text/messages/{language}.ftl")).lines().filter(|line| !line.starts_with('#')) {
        let (name, text) = line.split_once(" = ").unwrap_or(("", line));
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            assert!(!messages.contains_key(name), "{language}: {name} stands twice");
            name.clone_into(&mut message);
            name.clone_into(&mut at);
        } else if let Some(attribute) = name.trim_start().strip_prefix('.') {
            at = format!("{message}.{attribute}");
        }
        let arguments = messages.entry(at.clone()).or_default();
        arguments.extend(text.split("{ $").skip(1).map(|rest| rest.split([' ', '}', '-']).next().unwrap_or(rest).to_owned()));
    }
    messages.remove("");
    messages
}

#[test]
fn both_catalogues_say_the_same() {
    let (chinese, english) = (messages("zh-CN"), messages("en"));
    assert!(chinese.len() > 150);
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (name, arguments) in &chinese {
        assert_eq!(arguments, &english[name], "{name} has other arguments");
    }
    for language in ["zh-CN", "en"] {
        let written = read(&format!("src/text/messages/{language}.ftl"));
        for (number, line) in written.lines().enumerate() {
            assert!(!line.ends_with(' ') && !line.contains('\t'), "{language}.ftl:{}: a blank at the end, or a tab", number + 1);
        }
    }
}

/// The messages of both catalogues stand in one order, so that a translator finds them.
#[test]
fn both_catalogues_have_one_order() {
    let order = |language: &str| {
        let text = read(&format!("src/text/messages/{language}.ftl"));
        let names =
            text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()) || line.trim_start().starts_with('.'));
        names.map(|line| line.split(" = ").next().unwrap_or(line).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order("zh-CN"), order("en"));
}

#[test]
fn every_rule_is_explained() {
    let known = messages("en");
    for rule in gongkai::check::rules::RULES {
        for attribute in ["summary", "explain", "source", "example"] {
            let name = format!("{}.{attribute}", rule.code);
            assert!(known.get(&name).is_some_and(BTreeSet::is_empty), "{name} is missing, or wants arguments");
        }
    }
    let mut codes: Vec<&str> = gongkai::check::rules::RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "a code stands twice");
}

/// Each string literal of a file, with the code before it.
fn literals(file: &File) -> Vec<(&str, &str)> {
    let ends = file.code.match_indices("\"\"").map(|(at, _)| &file.code[..at]);
    ends.zip(file.strings.iter().map(String::as_str)).collect()
}

#[test]
fn every_code_has_a_message_and_every_message_a_use() {
    let known = messages("en");
    let mut used = BTreeSet::new();
    let mut missing = Vec::new();
    let calls = ["Diagnostic::error(", "Diagnostic::warning(", ".see(", ".sentence(", "refuse(", "complain(", "finding("];
    let is_code =
        |text: &str| text.contains('-') && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
    let families: BTreeSet<&str> =
        known.keys().filter(|name| !name.contains('.')).filter_map(|name| name.split('-').next()).collect();
    // Words of the interface, of HTML, of HTTP and of names that look like codes.
    let others = ["not-required", "not-yet-due", "cn-2014", "cn-2019", "cn-2021", "on-time", "same-origin", "no-store"];
    let open_document = [
        "table-row",
        "table-cell",
        "number-rows-repeated",
        "number-columns-repeated",
        "number-rows-spanned",
        "number-columns-spanned",
    ];
    for file in sources() {
        for (before, literal) in literals(&file) {
            let is_named = calls.iter().any(|call| before.trim_end().ends_with(call));
            let looks_like_one = is_code(literal) && literal.split('-').next().is_some_and(|family| families.contains(family));
            if known.contains_key(literal) {
                used.insert(literal.to_owned());
            } else if (is_named && !literal.is_empty())
                || (looks_like_one && !others.contains(&literal) && !open_document.contains(&literal))
            {
                missing.push(format!("{}: {literal:?}", file.path));
            }
        }
    }
    assert_eq!(missing, NONE, "no such message");
    let unused: Vec<&String> = known.keys().filter(|name| !name.contains('.') && !used.contains(*name)).collect();
    assert_eq!(unused, NONE, "nobody says so");
}

/// A map's leaves by their dotted paths.
fn leaves(value: &Value, path: &str, out: &mut BTreeMap<String, String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().expect("a text");
                leaves(value, &if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }, out);
            }
        }
        Value::String(text) => {
            out.insert(path.to_owned(), text.clone());
        }
        other => panic!("{path}: {other:?} is no text"),
    }
}

fn strings(language: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let value = serde_norway::from_str(&read(&format!("themes/default/i18n/{language}.yaml"))).expect("YAML");
    leaves(&value, "", &mut out);
    out
}

/// The `{names}` in a string.
fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

#[test]
fn both_languages_of_the_interface_say_the_same() {
    let (chinese, english) = (strings("zh-CN"), strings("en"));
    assert!(chinese.len() > 100);
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (name, text) in &chinese {
        assert!(!text.is_empty() && !english[name].is_empty(), "{name} is empty");
        assert_eq!(placeholders(text), placeholders(&english[name]), "{name}");
    }
}

/// What a template says after `t`: the path, whether a computed key follows it, and the words it fills in.
struct Said {
    path: String,
    computed: bool,
    filled: Option<BTreeSet<String>>,
}

/// All that a template says after `t`.
fn said(template: &str) -> Vec<Said> {
    let mut found = Vec::new();
    for (at, _) in template.match_indices('t').filter(|(at, _)| template[at + 1..].starts_with(['.', '['])) {
        if template[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '-' | '/')) {
            continue;
        }
        let mut rest = &template[at + 1..];
        let (mut path, mut computed) = (Vec::new(), false);
        loop {
            if let Some(after) = rest.strip_prefix("[\"") {
                let (key, after) = after.split_once("\"]").expect("the end of a key");
                path.push(key.to_owned());
                rest = after;
            } else if rest.starts_with('[') {
                computed = true;
                rest = rest.split_once(']').expect("the end of a key").1;
                break;
            } else if let Some(after) = rest.strip_prefix('.') {
                let key: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                rest = &after[key.len()..];
                path.push(key);
            } else {
                break;
            }
        }
        let words = rest.trim_start().strip_prefix("| fill(").and_then(|rest| rest.split_once(')')).map(|(words, _)| words);
        let names = |words: &str| words.split(',').filter_map(|word| Some(word.split_once('=')?.0.trim().to_owned())).collect();
        found.push(Said { path: path.join("."), computed, filled: words.map(names) });
    }
    found
}

#[test]
fn templates_and_code_name_strings_that_there_are_and_no_string_is_idle() {
    let strings = strings("zh-CN");
    let is_group = |path: &str| strings.keys().any(|name| name.starts_with(&format!("{path}.")));
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for Said { path, computed, filled } in said(&fs::read_to_string(&path).expect("UTF-8")) {
            match strings.get(&path) {
                None if computed && is_group(&path) => {
                    used.extend(strings.keys().filter(|name| name.starts_with(&format!("{path}."))).cloned());
                }
                Some(text) if !computed => {
                    let filled = filled.unwrap_or_default();
                    if placeholders(text) != filled {
                        wrong.push(format!("{name}: t.{path} has {:?} and is filled with {filled:?}", placeholders(text)));
                    }
                    used.insert(path);
                }
                _ => wrong.push(format!("{name}: there is no t.{path}")),
            }
        }
    }
    for file in sources() {
        for (before, literal) in
            literals(&file).into_iter().filter(|(before, _)| before.contains(".string(") || before.contains("(theme, "))
        {
            let before = before.trim_end();
            if before.ends_with(".string(&format!(") {
                let group = literal.split(".{").next().unwrap_or(literal);
                used.extend(strings.keys().filter(|name| name.starts_with(&format!("{group}."))).cloned());
            } else if before.ends_with(".string(") || before.ends_with("(theme,") {
                if !strings.contains_key(literal) {
                    wrong.push(format!("{}: there is no {literal}", file.path));
                }
                used.insert(literal.to_owned());
            }
        }
    }
    assert_eq!(wrong, NONE);
    let idle: Vec<&String> = strings.keys().filter(|name| !used.contains(*name)).collect();
    assert_eq!(idle, NONE, "nobody says so");
}

/// The keys that are computed at run time are all there.
#[test]
fn computed_strings_are_complete() {
    let strings = strings("zh-CN");
    let groups = [
        ("level", vec!["province", "city", "county", "township", "street", "department"]),
        ("standing", vec!["on-time", "late", "missing", "not-yet-due", "not-required"]),
        ("cell", vec!["blank", "not_applicable", "absent", "not-required", "mixed"]),
        ("nav", vec!["home", "years", "agencies", "statistics", "guide", "rules", "disclosure", "requests"]),
        ("contact", vec!["office", "address", "hours", "phone", "fax", "email", "postcode"]),
    ];
    for (group, names) in groups {
        for name in names {
            assert!(strings.contains_key(&format!("{group}.{name}")), "{group}.{name}");
        }
    }
}

/// The readers above on what they are for.
#[test]
fn the_readers_see_what_is_there() {
    let found = said("{{ t.a.b | fill(x=1, y=z.w) }}{{ t.c[d] or t[\"on-time\"] }}{{ not.t.x }}{{ about.b }}");
    let paths: Vec<(&str, bool)> = found.iter().map(|said| (said.path.as_str(), said.computed)).collect();
    assert_eq!(paths, [("a.b", false), ("c", true), ("on-time", false)]);
    assert_eq!(found[0].filled, Some(["x", "y"].map(str::to_owned).into()));
    let file = File::read("a.rs", "fn f() { Diagnostic::error(\"no-such\", place); g('\"', \"b\") } // \"c\"");
    let seen: Vec<(bool, &str)> =
        literals(&file).into_iter().map(|(before, literal)| (before.ends_with("Diagnostic::error("), literal)).collect();
    assert_eq!(seen, [(true, "no-such"), (false, "b")]);
    assert_eq!(messages("en")["not-built"], ["errors".to_owned()].into());
    assert!(messages("en").contains_key("unknown-key.label"));
}
