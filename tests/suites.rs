//! The test suites of YAML and of CommonMark, which are other people's and lie elsewhere: `GONGKAI_YAML_SUITE` and `GONGKAI_COMMONMARK` name
//! files of them (CONTRIBUTING.md says how to make these); without them nothing is tried, and that is said.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]
#![expect(clippy::print_stdout, reason = "what was counted is printed")]

use std::collections::BTreeMap;
use std::fs;

use gongkai::site::plan::url;
use gongkai::text::markdown::{Host, escape, render, scan};
use gongkai::text::source::Text;
use gongkai::text::yaml::{Node, Yaml, split_front_matter};
use serde_json::Value;

fn suite(variable: &str) -> Option<Vec<Value>> {
    let Some(path) = std::env::var_os(variable) else {
        println!("skipped: {variable} names no suite");
        return None;
    };
    serde_json::from_str(&fs::read_to_string(path).expect("a readable file")).expect("a list of tests")
}

fn text<'v>(test: &'v Value, key: &str) -> Option<&'v str> {
    test.get(key)?.as_str()
}

/// Whether a node says what the suite's JSON says. Numbers and the like keep their spelling here, so only texts are compared.
fn says(node: &Node, json: &Value) -> bool {
    match (node, json) {
        (Node::Scalar(text), Value::String(wanted)) => text == wanted,
        (Node::Blank, Value::Null) | (Node::Scalar(_), Value::Number(_) | Value::Bool(_)) => true,
        (Node::List(items), Value::Array(wanted)) => {
            items.len() == wanted.len() && items.iter().zip(wanted).all(|(item, wanted)| says(item, wanted))
        }
        (Node::Map(entries), Value::Object(wanted)) => {
            entries.len() == wanted.len()
                && entries.iter().all(|(key, value)| wanted.get(key).is_some_and(|json| says(value, json)))
        }
        _ => false,
    }
}

/// What serde_yaml reads otherwise, as libyaml does: `?` against a key in braces, a last line that does not end, a colon in an anchor's name.
/// None of them touches a figure.
const KNOWN: [&str; 3] = ["652Z", "L24T", "Y2GN"];

/// Every document of the suite, as it is and as front matter: read as the suite says, or refused at a place. Nothing panics.
#[test]
fn yaml_is_read_as_its_suite_says_or_refused() {
    let Some(tests) = suite("GONGKAI_YAML_SUITE") else { return };
    let (mut read, mut refused, mut otherwise) = (0, BTreeMap::new(), Vec::new());
    for test in &tests {
        let (id, source) = (text(test, "id").unwrap_or_default(), text(test, "yaml").unwrap_or_default());
        for source in [source.to_owned(), format!("---\n{source}\n---\n正文\n")] {
            let whole = Text::new("content/a.md", source.replace("\r\n", "\n").replace('\r', "\n"));
            let range = split_front_matter(&whole).map_or(0..whole.as_str().len(), |(front, _)| front);
            match Yaml::read(&whole, range.clone()) {
                Ok(yaml) => {
                    read += 1;
                    let wanted = text(test, "json").and_then(|json| serde_json::from_str::<Value>(json).ok());
                    let is_whole = range == (0..whole.as_str().len());
                    if is_whole && wanted.is_some_and(|wanted| !says(yaml.root(), &wanted)) {
                        otherwise.push(format!("{id}: {:?}", yaml.root()));
                    }
                }
                Err(findings) => {
                    let first = findings.sorted()[0].clone();
                    assert!(first.place.position.is_some(), "{id}: {} has no place", first.code);
                    *refused.entry(first.code).or_insert(0) += 1;
                }
            }
        }
    }
    println!("{} documents, twice each: {read} read, refused {refused:?}; read otherwise: {otherwise:#?}", tests.len());
    assert!(tests.len() > 300, "this is no suite");
    let unknown: Vec<&String> = otherwise.iter().filter(|told| !KNOWN.contains(&&told[..4])).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// Everything that is linked is there.
struct Everywhere;

impl Host for Everywhere {
    fn link(&self, destination: &str) -> Option<String> {
        Some(url(destination))
    }
    fn table_label(&self) -> String {
        String::new()
    }
    fn figure(&self, _: &str) -> (String, String) {
        (String::new(), String::new())
    }
    fn statistics(&self, _: Option<&str>) -> String {
        String::new()
    }
}

/// HTML as both write it: headings without ids and a level up, addresses apart.
fn comparable(html: &str, with_addresses: bool) -> String {
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        if index > 0 {
            out.push('<');
        }
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let mut tag = tag.trim_end_matches('/').trim_end().to_owned();
        for (name, keeps) in [(" id=\"", false), (" href=\"", with_addresses), (" src=\"", with_addresses)] {
            if !keeps && let Some(start) = tag.find(name) {
                let end = start + name.len() + tag[start + name.len()..].find('"').map_or(0, |end| end + 1);
                tag.replace_range(start..end, "");
            }
        }
        out.push_str(&tag);
        if part.contains('>') {
            out.push('>');
        }
        out.push_str(rest);
    }
    out.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("> <", "><")
}

/// Why a text is written otherwise than CommonMark says; none if nobody knows.
fn reason(markdown: &str, wanted: &str, ours: &str) -> Option<&'static str> {
    let found = scan(markdown, &|_| String::new());
    // From above, so that none is moved twice.
    let up = |html: String, level: u8| {
        let (from, to) = (format!("h{level}>"), format!("h{}>", level - 1));
        html.replace(&format!("<{from}"), &format!("<{to}")).replace(&format!("</{from}"), &format!("</{to}"))
    };
    // The lowest has none below it.
    let lowest = |html: String| html.replace("<h6>", "<h5>").replace("</h6>", "</h5>");
    let levels = |html: &str, with_addresses| lowest((2..=6).fold(comparable(html, with_addresses), up));
    let unescaped = |html: &str| {
        let html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        comparable(&html, false).replace("<p>", "").replace("</p>", "")
    };
    let mut raw = String::new();
    for html in &found.raw_html {
        escape(&mut raw, &html.what);
    }
    match () {
        () if comparable(ours, true) == comparable(wanted, true) => Some("the same"),
        () if levels(ours, true) == lowest(comparable(wanted, true)) => Some("headings are a level lower"),
        () if !raw.is_empty() || (wanted.contains("<!--") && !ours.contains("<!--")) => Some("HTML is text, and comments vanish"),
        () if unescaped(ours) == unescaped(wanted) => Some("HTML is text, and comments vanish"),
        () if !found.refused.is_empty() => Some("an address is refused"),
        () if comparable(ours, false) == comparable(wanted, false) => Some("an address is written otherwise"),
        () if wanted.contains("<img") && !ours.contains("<img") => Some("pictures from elsewhere are linked"),
        () if markdown.contains("[^") || markdown.contains('~') || markdown.contains('|') => {
            Some("footnotes, tables, strikethrough")
        }
        () if levels(ours, false) == lowest(comparable(wanted, false)) => Some("headings and addresses"),
        () => None,
    }
}

/// The cases of CommonMark: written as it says, or otherwise for a reason.
#[test]
fn markdown_is_commonmark_but_for_reasons() {
    let Some(tests) = suite("GONGKAI_COMMONMARK") else { return };
    let (mut counts, mut unknown) = (BTreeMap::new(), Vec::new());
    for test in &tests {
        let [markdown, wanted] = ["markdown", "html"].map(|key| text(test, key).unwrap_or_default().replace('→', "\t"));
        let ours = render(&markdown, &Everywhere).html;
        match reason(&markdown, &wanted, &ours) {
            Some(reason) => *counts.entry(reason).or_insert(0) += 1,
            None => unknown.push(format!("{}: {markdown:?}\n  wanted {wanted:?}\n  ours   {ours:?}", test["number"])),
        }
    }
    println!("{} cases: {counts:#?}", tests.len());
    assert!(tests.len() > 600, "this is no suite");
    assert!(unknown.is_empty(), "{} without a reason:\n{}", unknown.len(), unknown.join("\n"));
}
