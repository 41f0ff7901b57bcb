//! The schemas that editors are given: they describe the keys that are read and no others, admit what is good and refuse what is not.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::model::form::{BUILT_IN, Form};
use gongkai::schema::{Described, described, described_at, own_kind, parsed};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::fields::{Key, Shape, Value};
use gongkai::text::source::Text;
use jsonschema::Validator;

const NONE: [&str; 0] = [];

/// Of errors in cases that an editor can see, the codes.
const SEEN: [&str; 12] = [
    "unknown-key",
    "missing-key",
    "expected-text",
    "expected-list",
    "expected-map",
    "expected-day",
    "expected-year",
    "expected-level",
    "expected-status",
    "expected-language",
    "expected-severity",
    "unknown-row",
];

fn forms() -> Vec<Form> {
    let form = |(path, source): &(&str, &str)| Form::read(&Text::new(*path, *source), &mut Diagnostics::new());
    BUILT_IN.iter().filter_map(form).collect()
}

fn validator(described: Described, forms: &[Form]) -> Validator {
    let schema: serde_json::Value = serde_json::from_str(&described.schema(forms)).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// All keys, by the ways to them.
fn keys() -> Vec<(String, Key)> {
    fn walk(path: &str, shape: &Shape, out: &mut Vec<(String, Key)>) {
        for key in &shape.keys {
            let path = format!("{path}.{}", key.name);
            out.push((path.clone(), key.clone()));
            if let Value::Map(below) | Value::Maps(below) = &key.value {
                walk(&path, below, out);
            }
        }
    }
    let mut out = Vec::new();
    Described::ALL.into_iter().for_each(|described| walk(described.name(), &described.shape(), &mut out));
    out
}

#[test]
fn every_key_is_described_and_nothing_else_is() {
    let keys = keys();
    assert!(keys.len() > 100);
    let silent: Vec<&str> = keys.iter().map(|(path, _)| path.as_str()).filter(|path| described_at(path).is_none()).collect();
    assert_eq!(silent, NONE);
    let others = Described::ALL.map(Described::name).into_iter().chain(["count", "amount_figure"]);
    let used: BTreeSet<&str> = keys.iter().filter_map(|(path, _)| described_at(path)).chain(others).collect();
    assert_eq!(described().filter(|path| !used.contains(path)).collect::<Vec<_>>(), NONE, "nobody asks for these");
}

#[test]
fn every_kind_of_value_is_known() {
    for (path, key) in keys() {
        match key.value {
            Value::Parsed(code) => assert!(parsed(code).is_some(), "{path}: {code}"),
            Value::Any | Value::List | Value::Entries => assert!(own_kind(&path).is_some(), "{path}"),
            _ => {}
        }
    }
}

/// What a file of a site is, and its YAML; none for others.
fn described_file(path: &str, text: &str) -> Option<(Described, serde_json::Value)> {
    let is_data = |described: Described| Some((described, text.to_owned()));
    let (described, yaml) = match path {
        "site.yaml" => is_data(Described::Site),
        path if path.ends_with("agency.yaml") => is_data(Described::Agency),
        path if path.starts_with("forms/") && path.ends_with(".yaml") => is_data(Described::Form),
        path if path.ends_with(".md") => {
            let front = text.strip_prefix("---\n")?.split("\n---").next()?;
            let is_report = front.lines().any(|line| line.starts_with("year:") || line.starts_with("statistics:"));
            is_report.then(|| (Described::Report, format!("{front}\n")))
        }
        _ => None,
    }?;
    Some((described, serde_norway::from_str(&yaml).ok()?))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true if path.file_name().is_some_and(|name| name != "public") => files(&path, out),
            true => {}
            false => out.push(path),
        }
    }
}

/// What is wrong with a file, as an editor sees it.
fn faults(validators: &[(Described, Validator)], described: Described, value: &serde_json::Value) -> Vec<String> {
    let (_, validator) = validators.iter().find(|(own, _)| *own == described).expect("a schema");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The schemas of a site with forms of its own.
fn validators(own: &[String]) -> Vec<(Described, Validator)> {
    let own = own.iter().filter_map(|text| Form::read(&Text::new("forms/own.yaml", text.as_str()), &mut Diagnostics::new()));
    let own: Vec<Form> = own.collect();
    let replaced = |form: &Form| own.iter().any(|other| other.id == form.id);
    let forms: Vec<Form> = forms().into_iter().filter(|form| !replaced(form)).chain(own.iter().cloned()).collect();
    Described::ALL.into_iter().map(|described| (described, validator(described, &forms))).collect()
}

#[test]
fn every_file_of_the_examples_is_admitted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for site in [root.to_owned(), root.join("examples/county")] {
        let mut paths = Vec::new();
        files(&site.join("content"), &mut paths);
        paths.push(site.join("site.yaml"));
        let mut own = Vec::new();
        if site.join("forms").is_dir() {
            let mut forms = Vec::new();
            files(&site.join("forms"), &mut forms);
            own = forms.iter().map(|path| fs::read_to_string(path).expect("a form")).collect();
            paths.extend(forms);
        }
        let validators = validators(&own);
        let mut seen = 0;
        for path in paths {
            let name = path.strip_prefix(&site).expect("a path in the site").to_string_lossy().into_owned();
            let Some((described, value)) = fs::read_to_string(&path).ok().and_then(|text| described_file(&name, &text)) else {
                continue;
            };
            assert_eq!(faults(&validators, described, &value), NONE, "{name}");
            seen += 1;
        }
        assert!(seen >= 3, "{}", site.display());
    }
    for (name, source) in BUILT_IN {
        let (described, value) = described_file(name, source).expect("a form");
        assert_eq!(faults(&validators(&[]), described, &value), NONE, "{name}");
    }
}

/// A case: the files of its site, and what is told in English.
fn case(text: &str) -> (BTreeMap<String, String>, String) {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let (mut at, mut told, mut is_told) = (None, String::new(), false);
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("--- ").filter(|head| head.contains(' ') && !head.starts_with(' ')) {
            at = head.strip_prefix("file ").map(str::to_owned);
            at.iter().for_each(|path| drop(files.insert(path.clone(), String::new())));
        } else if line.starts_with("=== ") {
            (at, is_told) = (None, line == "=== en");
        } else if let Some(path) = &at {
            let file = files.get_mut(path).expect("a file");
            file.push_str(line);
            file.push('\n');
        } else if is_told {
            told.push_str(line);
            told.push('\n');
        }
    }
    (files, told)
}

/// In the cases, what is read without an error is admitted, and what has an error that an editor can see is not.
#[test]
fn the_cases_are_judged_as_their_readers_do() {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut paths);
    let (mut admitted, mut refused) = (0, 0);
    let without_forms = validators(&[]);
    for path in paths {
        let text = fs::read_to_string(&path).expect("a case");
        // Marks stand for characters that a case cannot hold.
        if text.contains('⟦') {
            continue;
        }
        let (files, told) = case(&text);
        let own: Vec<String> =
            files.iter().filter(|(path, _)| path.starts_with("forms/")).map(|(_, text)| text.clone()).collect();
        let wrong_forms = own.len() > 1 || told.contains("forms/");
        let of_site = (!own.is_empty()).then(|| validators(&own));
        let validators = of_site.as_ref().unwrap_or(&without_forms);
        for (name, text) in &files {
            let Some((described, value)) = described_file(name, text) else { continue };
            let errors: Vec<&str> = told.split("error[").skip(1).filter(|told| told.contains(&format!("--> {name}"))).collect();
            let codes: Vec<&str> = errors.iter().filter_map(|error| error.split(']').next()).collect();
            let faults = faults(validators, described, &value);
            if told.starts_with("exit: 0") && !wrong_forms {
                assert_eq!(faults, NONE, "{}: {name}", path.display());
                admitted += 1;
            }
            if codes.iter().any(|code| SEEN.contains(code)) {
                assert!(!faults.is_empty(), "{}: {name} has {codes:?}, and an editor would see nothing", path.display());
                refused += 1;
            }
        }
    }
    assert!(admitted > 150 && refused > 20, "{admitted} {refused}");
}
