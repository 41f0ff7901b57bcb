//! Findings as SARIF 2.1.0: what viewers rely on, beyond what a case can show. The whole of the schema is checked by hand, when the format changes.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn write(site: &Path, path: &str, text: &str) {
    let path = site.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The log of a site, in a language.
fn log(site: &Path, language: &str) -> Value {
    let arguments = ["check", "--format", "sarif", "--as-of", "2026-02-01", "--lang", language];
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(arguments).arg(site).output().expect("a run");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("a text at {pointer} of {value}"))
}

fn number(value: &Value, pointer: &str) -> usize {
    let number = value.pointer(pointer).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    number.unwrap_or_else(|| panic!("a number at {pointer} of {value}"))
}

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("a list at {pointer} of {value}"))
}

/// What stands in a file at a location, by its lines and characters. Nothing if it is the file as a whole.
fn stretch(site: &Path, location: &Value) -> Option<String> {
    assert_eq!(text(location, "/physicalLocation/artifactLocation/uriBaseId"), "%SRCROOT%");
    let uri = text(location, "/physicalLocation/artifactLocation/uri");
    assert!(uri.is_ascii() && !uri.contains([' ', '\\']) && !uri.starts_with('/'), "{uri}");
    let path = percent_encoding::percent_decode_str(uri).decode_utf8().expect("UTF-8");
    let file = fs::read_to_string(site.join(&*path)).expect("a file of the site");
    let region = location.pointer("/physicalLocation/region")?;
    let line = file.split('\n').nth(number(region, "/startLine") - 1).expect("a line of the file");
    let (start, end) = (number(region, "/startColumn"), number(region, "/endColumn"));
    let length = line.chars().count();
    assert!(1 <= start && start <= end && end <= length + 1, "{region} of {line}");
    Some(line.chars().skip(start - 1).take(end - start).collect())
}

/// Checks what holds in every log. Gives back what each finding is about: its rule and what stands at its place.
fn findings(site: &Path, log: &Value) -> Vec<(String, Option<String>)> {
    assert_eq!(text(log, "/version"), "2.1.0");
    assert_eq!(list(log, "/runs").len(), 1);
    assert_eq!(text(log, "/runs/0/columnKind"), "unicodeCodePoints");
    let rules = list(log, "/runs/0/tool/driver/rules");
    let ids: BTreeSet<&str> = rules.iter().map(|rule| text(rule, "/id")).collect();
    assert_eq!(ids.len(), rules.len(), "each rule once");
    assert!(rules.iter().all(|rule| !text(rule, "/shortDescription/text").is_empty()));
    let about = |result: &Value| {
        let id = text(result, "/ruleId");
        assert_eq!(text(&rules[number(result, "/ruleIndex")], "/id"), id);
        assert!(["error", "warning", "note"].contains(&text(result, "/level")));
        assert!(!text(result, "/message/text").is_empty());
        let related = list(result, "/relatedLocations");
        for (index, location) in related.iter().enumerate() {
            assert!(!text(location, "/message/text").is_empty());
            assert!(!related[..index].contains(location), "{location} twice");
            stretch(site, location);
        }
        let [location] = list(result, "/locations") else { panic!("one place of {result}") };
        (id.to_owned(), stretch(site, location))
    };
    list(log, "/runs/0/results").iter().map(about).collect()
}

#[test]
fn the_example_has_its_findings_where_they_are() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county");
    for language in ["zh-CN", "en"] {
        let found = findings(&site, &log(&site, language));
        assert!(found.contains(&("late".to_owned(), Some("2024-02-06".to_owned()))), "{found:?}");
        assert!(found.contains(&("report-missing".to_owned(), None)), "{found:?}");
    }
}

const REPORT: &str = "---
title: 示例镇2016年政府信息公开工作年度报告
year: 2016
published: 2017-01-15
statistics: {form: cn-2014, figures: {proactive.total: 66}}
---

（𠮷）主动公开政府信息70条。
";

#[test]
fn places_are_counted_in_characters_and_second_places_have_words() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "site.yaml", "title: 示例\nbase_url: https://xxgk.example/\n");
    write(site.path(), "content/town/agency.yaml", "name: 示例镇\nlevel: township\n");
    write(site.path(), "content/town/2016/report.md", REPORT);
    write(site.path(), "content/rules/名 单.csv", "甲\n");
    let log = log(site.path(), "zh-CN");
    let found = findings(site.path(), &log);
    assert!(found.contains(&("prose-figure".to_owned(), Some("70条".to_owned()))), "{found:?}");
    let result = list(&log, "/runs/0/results").iter().find(|result| text(result, "/ruleId") == "prose-figure");
    let related = list(result.expect("a finding"), "/relatedLocations");
    assert_eq!(related.iter().map(|location| stretch(site.path(), location)).collect::<Vec<_>>(), [Some("66".to_owned())]);
}

#[test]
fn what_cannot_be_read_is_a_finding_with_words_that_are_no_links_and_no_placeholders() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "site.yaml", "title: 示例\nbase_url: https://xxgk.example/\n");
    write(site.path(), "content/town/agency.yaml", "name: [示例镇\n");
    write(site.path(), "content/town/2016/report.md", &REPORT.replace("70条", "{figure: none.such}条"));
    write(site.path(), "content/rules/名单.csv", "甲\n");
    write(site.path(), "content/guide.md", "---\ntitle: 指南\n---\n\n{figure: requests.received}\n");
    let log = log(site.path(), "zh-CN");
    let found = findings(site.path(), &log);
    assert!(found.iter().any(|(id, _)| id.starts_with("yaml-")), "{found:?}");
    for result in list(&log, "/runs/0/results") {
        let words = text(result, "/message/text").replace("{{", "").replace("}}", "").replace("\\](", "");
        assert!(!words.contains(['{', '}']) && !words.contains("]("), "{words}");
    }
    assert!(log.to_string().contains("{{figure:"), "{log}");
}

#[test]
fn a_site_that_is_not_there_is_a_file_of_the_machine() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(folder.path(), "en");
    let artifact = log.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation").expect("a place");
    assert!(text(artifact, "/uri").starts_with("file:///") && artifact.get("uriBaseId").is_none(), "{artifact}");
}
