//! Nothing that an author writes becomes script: the vectors of `web/vectors.txt`, in every place that an author can write to, looked for in
//! the HTML. `web/xss.mjs` opens such pages in a browser, with these vectors or one's own.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

#[path = "shared/html.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod html;
use html::{Token, tokens};

const SITE: &str =
    "base_url: https://example.gov.cn/xxgk/\nchecks: {no-text: off, part-missing: off, title-agency: off, report-missing: off}\n";
/// Where a scheme or a host of an address leads that nothing loads by itself.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

fn vectors() -> Vec<&'static str> {
    include_str!("web/vectors.txt").lines().collect()
}

fn put(site: &Path, path: &str, text: &str) {
    let place = site.join(path);
    fs::create_dir_all(place.parent().expect("a folder")).expect("a new folder");
    fs::write(place, text).expect("a new file");
}

/// Places in a text that can be published whatever stands there. Of an address that cannot, a finding is told instead.
fn body(vector: &str) -> String {
    let cell = vector.replace('|', "\\|");
    let places = [
        format!("甲 {vector} 乙"),
        format!("## {vector}"),
        format!("- {vector}\n> {vector}"),
        format!("| a | b |\n| --- | --- |\n| {cell} | x |"),
        format!("[{vector}](https://example.gov.cn/)"),
        format!("[甲](https://example.gov.cn/ \"{vector}\")"),
        format!("![{vector}](https://example.gov.cn/a.png)"),
        format!("[甲](https://example.gov.cn/?{vector})"),
        format!("`{vector}` **{vector}**"),
        format!("[^{vector}]\n\n[^{vector}]: {vector}"),
        format!("```{vector}\n{vector}\n```"),
        vector.to_owned(),
    ];
    places.join("\n\n") + "\n"
}

/// A site with a vector wherever an author can write.
fn lay_out(site: &Path, vector: &str) {
    let quoted = serde_json::to_string(vector).expect("a text");
    put(
        site,
        "site.yaml",
        &format!(
            "title: {quoted}\ndescription: {quoted}\norganisation: {quoted}\nundertaker: {quoted}\nicp: {quoted}\npolice: {quoted}\nsite_code: {quoted}\nnotice: {quoted}\nkeywords: [{quoted}]\ncontact: {{office: {quoted}, address: {quoted}, hours: {quoted}, phone: {quoted}, email: {quoted}}}\n{SITE}"
        ),
    );
    put(
        site,
        "content/town/agency.yaml",
        &format!(
            "name: {quoted}\nshort_name: {quoted}\nlevel: township\ncode: {quoted}\ncontact: {{office: {quoted}, phone: {quoted}, email: {quoted}}}\n"
        ),
    );
    put(site, "content/guide.md", &format!("---\ntitle: {quoted}\ndescription: {quoted}\n---\n正文。\n"));
    put(
        site,
        "forms/own.yaml",
        &format!(
            "id: own\ntitle: {quoted}\ntables:\n  - id: t\n    title: {quoted}\n    columns: [{{key: x, label: {quoted}}}]\n    rows:\n      - {{key: r, label: {quoted}, unit: {quoted}}}\n"
        ),
    );
    put(
        site,
        "content/town/2025/report.md",
        &format!(
            "---\ntitle: {quoted}\nyear: 2025\npublished: 2026-01-20\nphone: {quoted}\nsignatories: {{head: {quoted}, reviewer: {quoted}, preparer: {quoted}}}\nstatistics: {{form: own, figures: {{r: 1}}}}\n---\n正文{{figure: r}}。\n"
        ),
    );
    let name = vector.replace('/', "_");
    put(site, &format!("content/town/2025/{name}.pdf"), "x");
    put(site, "content/requests.md", &format!("---\ntitle: 依申请公开\n---\n{}", body(vector)));
}

/// Builds a site. What keeps it from being built is taken out of its text, line by line: what is an error is not published.
fn build(site: &Path, vector: &str) -> PathBuf {
    for _ in 0..20 {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        let done = command.arg("build").arg(site).args(["--lang", "en", "--as-of", "2026-06-01"]).output().expect("the program");
        if done.status.success() {
            return site.join("public");
        }
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        let place = |finding: &str| {
            let rest = finding.lines().find_map(|line| line.trim().strip_prefix("--> content/requests.md:"))?.to_owned();
            rest.split(':').next()?.parse::<usize>().ok()
        };
        let errors: Vec<usize> = told.split("\n\n").filter(|finding| finding.starts_with("error[")).filter_map(place).collect();
        assert!(!errors.is_empty(), "{vector}: {told}");
        let text = fs::read_to_string(site.join("content/requests.md")).expect("a text");
        let lines = text.lines().enumerate();
        let kept: Vec<&str> = lines.map(|(index, line)| if errors.contains(&(index + 1)) { "" } else { line }).collect();
        put(site, "content/requests.md", &(kept.join("\n") + "\n"));
    }
    panic!("{vector}: it is never built");
}

/// What could run or load something, in a page.
fn dangers(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (token, _) in tokens(page) {
        let Token::Open(tag) = token else { continue };
        let refused = ["iframe", "object", "embed", "base", "style", "math", "video", "audio", "animate", "set", "template"];
        if refused.contains(&tag.name.as_str()) || (tag.name == "script" && tag.get("src").is_none() && tag.get("type").is_none())
        {
            found.push(tag.name.clone());
        }
        for (name, value) in &tag.attributes {
            let is_address = ["href", "src", "action", "formaction", "data", "poster"].contains(&name.as_str());
            let plain: String = value.chars().filter(|c| !c.is_control() && *c != ' ').collect::<String>().to_lowercase();
            let head = plain.split(['/', '?', '#']).next().unwrap_or_default();
            let has_bad_scheme = is_address && head.split_once(':').is_some_and(|(scheme, _)| !SCHEMES.contains(&scheme));
            let leads_away = is_address && (plain.starts_with("//") || plain.starts_with("/\\") || plain.starts_with('\\'));
            let loads = tag.name != "a" && tag.name != "link" && is_address && plain.contains("://");
            if name.starts_with("on") || name == "style" || name == "srcdoc" || has_bad_scheme || leads_away || loads {
                found.push(format!("{} {name}={value}", tag.name));
            }
        }
    }
    found
}

fn pages(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            pages(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            all.push(path);
        }
    }
}

/// What a vector leads to in the pages of its site.
fn dangers_of(vector: &str) -> Vec<String> {
    let site = tempfile::tempdir().expect("a temporary folder");
    lay_out(site.path(), vector);
    let mut all = Vec::new();
    pages(&build(site.path(), vector), &mut all);
    assert!(all.len() >= 10, "{vector}: too few pages");
    let mut wrong = Vec::new();
    for path in all {
        let page = fs::read_to_string(&path).expect("a page");
        wrong.extend(dangers(&page).into_iter().map(|danger| format!("{vector} in {}: {danger}", path.display())));
    }
    wrong
}

#[test]
fn no_vector_becomes_script_wherever_it_stands() {
    let vectors = vectors();
    assert!(vectors.len() >= 60, "they are no vectors");
    let wrong: Vec<String> = vectors.par_iter().flat_map_iter(|vector| dangers_of(vector)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_put_into_a_page_as_it_is_is_caught() {
    for raw in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">",
        "<a href=\" java\nscript:alert(1)\">",
        "<a href=\"//elsewhere.example/\">",
        "<p style=\"color: red\">",
        "<img src=\"https://elsewhere.example/a.png\">",
        "<iframe srcdoc=\"x\">",
    ] {
        assert!(!dangers(raw).is_empty(), "{raw}");
    }
    assert_eq!(dangers("<a href=\"https://example.gov.cn/\">x</a><script src=\"a.js\"></script>"), [""; 0]);
}
