//! `docs/check.md` lists all rules; what stands below its mark is made from the table of rules and the English catalogue.
//!
//! `UPDATE=1 cargo test --test rules_doc` writes it anew.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongkai::check::rule::{Family, Judge};
use gongkai::check::rules::RULES;
use gongkai::text::tell::{Language, Teller};

const MARK: &str = "<!-- From here on made from the table of rules by UPDATE=1 cargo test --test rules_doc -->\n";

const FAMILIES: [(Family, &str); 7] = [
    (Family::Arithmetic, "Arithmetic"),
    (Family::Across, "Across years and agencies"),
    (Family::Prose, "Text against table"),
    (Family::Content, "Completeness and form"),
    (Family::Privacy, "Personal data"),
    (Family::Review, "Review before publication"),
    (Family::Site, "The site"),
];

fn made() -> String {
    let teller = Teller::new(Language::English, false);
    let mut text = String::from("\n# All rules\n");
    for (family, title) in FAMILIES {
        let _ = write!(text, "\n## {title}\n\n| rule | is | finds | source |\n| --- | --- | --- | --- |\n");
        for rule in RULES.iter().filter(|rule| rule.family == family) {
            let words = |attribute| teller.attribute(rule.code, attribute, &[]).expect("words");
            let severity = match rule.judge {
                Judge::Reading => "always an error",
                _ => rule.severity.name(),
            };
            let _ = writeln!(
                text,
                "| `{}` | {severity} | {}. {} For example: `{}` | {} |",
                rule.code,
                words("summary"),
                words("explain"),
                words("example").trim_end_matches('.'),
                words("source"),
            );
        }
    }
    text
}

#[test]
fn the_page_lists_all_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/check.md");
    let page = fs::read_to_string(&path).expect("a page");
    let (by_hand, written) = page.split_once(MARK).unwrap_or((&page, ""));
    let made = made();
    assert!(RULES.iter().all(|rule| made.contains(&format!("| `{}` |", rule.code))), "a family is missing");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{by_hand}{MARK}{made}")).expect("a page that can be written");
    } else {
        assert_eq!(written, made, "UPDATE=1 cargo test --test rules_doc writes the page anew");
    }
}

/// The expected outputs of all cases: what follows the first `===`.
fn seen_in_cases() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let cases = entries.filter(|entry| entry.file_type().is_file()).map(|entry| fs::read_to_string(entry.path()).expect("UTF-8"));
    cases.filter_map(|case| Some(case.split_once("\n=== ")?.1.to_owned())).collect()
}

#[test]
fn every_rule_finds_something_in_a_case() {
    let seen = seen_in_cases();
    let is_seen = |code: &str| seen.contains(&format!("[{code}]")) || seen.contains(&format!("\"code\": \"{code}\""));
    let never: Vec<&str> = RULES.iter().map(|rule| rule.code).filter(|code| !is_seen(code)).collect();
    assert!(never.is_empty(), "no case shows what these find: {never:?}");
    assert!(!is_seen("no-such-rule"), "the look finds whatever it is asked for");
}
