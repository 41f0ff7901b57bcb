//! Findings as data, for other programs: a list of objects, and SARIF 2.1.0; and what a rule means, in words.

use serde::Serialize;
use serde_json::json;

use super::rule::Rule;
use super::rules::{RULES, rule};
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place, Position, Severity};
use crate::text::tell::Teller;

/// One finding.
#[derive(Serialize)]
struct Finding<'d> {
    code: &'static str,
    severity: &'static str,
    message: String,
    path: &'d str,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'d str>,
    help: Option<String>,
    seen: Option<&'d str>,
    notes: Vec<Note<'d>>,
}

/// A second place.
#[derive(Serialize)]
struct Note<'d> {
    message: String,
    path: Option<&'d str>,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'d str>,
}

/// Findings as a JSON array of objects, in the order of files and lines. Places are of the file as a whole where line and column are null.
pub fn json(teller: &Teller, findings: &Diagnostics) -> String {
    let findings = masked(findings);
    let listed: Vec<Finding<'_>> = findings.iter().map(|finding| listed(teller, finding)).collect();
    pretty(&listed)
}

/// Findings in the order of files and lines, with the numbers of people masked: lists are kept and sent around.
fn masked(findings: &Diagnostics) -> Vec<Diagnostic> {
    findings.sorted().into_iter().map(Diagnostic::masked).collect()
}

fn listed<'d>(teller: &Teller, finding: &'d Diagnostic) -> Finding<'d> {
    let (line, column) = position(&finding.place);
    let note = |note: &'d crate::text::diagnostics::Note| {
        let (line, column) = note.place.as_ref().map_or((None, None), position);
        let message = teller.sentence(note.code, &finding.arguments);
        let path = note.place.as_ref().map(|place| &*place.path);
        Note { message, path, line, column, cell: note.place.as_ref().and_then(cell) }
    };
    Finding {
        code: finding.code,
        severity: finding.severity.name(),
        message: teller.sentence(finding.code, &finding.arguments),
        path: &finding.place.path,
        line,
        column,
        cell: cell(&finding.place),
        help: teller.attribute(finding.code, "help", &finding.arguments),
        seen: finding.argument("seen"),
        notes: finding.notes.iter().map(note).collect(),
    }
}

/// The cell of a workbook.
fn cell(place: &Place) -> Option<&str> {
    place.cell().map(|cell| cell.name.as_str())
}

/// Line and column in a text.
fn position(place: &Place) -> (Option<usize>, Option<usize>) {
    let position = place.position.as_ref().filter(|position| position.cell.is_none());
    (position.map(|position| position.line), position.map(|position| position.column))
}

/// Findings as a SARIF 2.1.0 log (OASIS Standard of 27 March 2020), for code-scanning views. `version` is the program's.
pub fn sarif(teller: &Teller, findings: &Diagnostics, version: &str) -> String {
    let sorted = masked(findings);
    let mut codes: Vec<&'static str> = sorted.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<_> = codes.iter().map(|code| sarif_rule(teller, code)).collect();
    let results: Vec<_> = sorted.iter().map(|finding| sarif_result(teller, finding, &codes)).collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "gongkai", "version": version, "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn sarif_rule(teller: &Teller, code: &'static str) -> serde_json::Value {
    let explanation = json!({"text": plain(&explain(teller, code).unwrap_or_default())});
    // Viewers want a description of every rule, also of what is no rule of ours.
    let Some(rule) = rule(code) else { return json!({"id": code, "shortDescription": explanation}) };
    let words = |attribute| plain(&teller.attribute(code, attribute, &[]).unwrap_or_default());
    json!({
        "id": code,
        "shortDescription": {"text": words("summary")},
        "fullDescription": {"text": words("explain")},
        "help": explanation,
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"family": rule.family.name()},
    })
}

fn sarif_result(teller: &Teller, finding: &Diagnostic, codes: &[&'static str]) -> serde_json::Value {
    let help = teller.attribute(finding.code, "help", &finding.arguments);
    let message = teller.sentence(finding.code, &finding.arguments);
    let mut related = Vec::new();
    for (note, place) in finding.notes.iter().filter_map(|note| Some((note, note.place.as_ref()?))) {
        let mut location = location(place);
        location["message"] = json!({"text": plain(&teller.sentence(note.code, &finding.arguments))});
        // No two of them may be the same (3.27.22).
        if !related.contains(&location) {
            related.push(location);
        }
    }
    json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code).unwrap_or_default(),
        "level": level(finding.severity),
        "message": {"text": plain(&help.map_or_else(|| message.clone(), |help| format!("{message}\n{help}")))},
        "locations": [location(&finding.place)],
        "relatedLocations": related,
    })
}

/// A text in which nothing is taken for a placeholder (3.11.5) or a link (3.11.6).
fn plain(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "\\](")
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn location(place: &Place) -> serde_json::Value {
    let artifact = artifact(&place.path);
    match place.position.as_deref() {
        None => json!({"physicalLocation": {"artifactLocation": artifact}}),
        Some(Position { cell: Some(cell), .. }) => json!({
            "physicalLocation": {"artifactLocation": artifact},
            "logicalLocations": [{"fullyQualifiedName": cell.name}],
        }),
        Some(position) => {
            let length = position.excerpt[position.span.clone()].chars().count();
            let region = json!({
                "startLine": position.line,
                "startColumn": position.column,
                "endColumn": position.column + length,
            });
            json!({"physicalLocation": {"artifactLocation": artifact, "region": region}})
        }
    }
}

/// A file of the site, relative to where the site is; where there is no site, its path is its own (3.4.4).
fn artifact(path: &str) -> serde_json::Value {
    let uri = crate::site::plan::url(path);
    match path.starts_with('/') {
        true => json!({"uri": format!("file://{uri}")}),
        false => json!({"uri": uri, "uriBaseId": "%SRCROOT%"}),
    }
}

fn pretty(value: &impl Serialize) -> String {
    // Nothing in these values can fail to be written.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// What a rule means, or all rules in brief if no code is given. None if nothing is told by this code.
pub fn explain(teller: &Teller, code: &str) -> Option<String> {
    if code.is_empty() {
        return Some(RULES.iter().map(|rule| brief(teller, rule)).collect::<Vec<_>>().join("\n"));
    }
    let Some(rule) = rule(code) else { return found_while_reading(teller, code) };
    let words = |attribute| teller.attribute(code, attribute, &[]).unwrap_or_default();
    let settings = teller.sentence(
        if rule.family.may_stay() { "explain-settings" } else { "explain-settings-firm" },
        &[("rule", code.to_owned())],
    );
    Some(format!(
        "{}\n\n{}\n\n{}{}\n{}{}\n\n{settings}",
        brief(teller, rule),
        words("explain"),
        teller.sentence("explain-source", &[]),
        words("source"),
        teller.sentence("explain-example", &[]),
        words("example"),
    ))
}

/// What can be said of a code that is no rule's. Findings have a label or a help, other sentences have neither.
fn found_while_reading(teller: &Teller, code: &str) -> Option<String> {
    let is_finding = ["label", "help"].iter().any(|attribute| teller.attribute(code, attribute, &[]).is_some());
    is_finding.then(|| teller.sentence("explain-reading", &[("code", code.to_owned())]))
}

fn brief(teller: &Teller, rule: &Rule) -> String {
    let severity = teller.sentence(&format!("level-{}", rule.severity.name()), &[]);
    format!("{} [{severity}] {}", rule.code, teller.attribute(rule.code, "summary", &[]).unwrap_or_default())
}
