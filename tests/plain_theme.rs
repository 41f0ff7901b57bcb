//! The theme `plain`: the whole example built with it, so that a theme can replace the frame of every page and keep the rest.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "shared/html.rs"]
#[expect(dead_code, reason = "forms.rs uses the rest")]
mod html;
#[path = "shared/output.rs"]
mod output;

/// Classes that something hidden, drawn or scrolled hangs on: without a rule for them a page would say something else.
const NEEDED: [&str; 17] = [
    "vh",
    "skip",
    "more",
    "more-in",
    "less-in",
    "pane",
    "plot",
    "grid-line",
    "base",
    "change",
    "data",
    "dot",
    "mini",
    "pick",
    "n",
    "axis",
    "breaks",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Builds the example with another theme.
fn build(theme: &str) -> BTreeMap<String, Vec<u8>> {
    let top = tempfile::tempdir().expect("a temporary folder");
    let site = top.path().join("site");
    for (path, bytes) in output::tree(&root().join("examples/county")) {
        let place = site.join(&path);
        if path.ends_with('/') {
            fs::create_dir_all(place).expect("a new folder");
        } else if !path.starts_with("public/") {
            fs::create_dir_all(place.parent().expect("a parent")).expect("a new folder");
            fs::write(place, bytes).expect("a new file");
        }
    }
    let _ = fs::remove_dir_all(site.join("public"));
    let config = fs::read_to_string(site.join("site.yaml")).expect("site.yaml") + theme;
    fs::write(site.join("site.yaml"), config).expect("a new file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let done = command.arg("build").arg(&site).args(["--as-of", "2026-06-01", "--lang", "en"]).env_clear().output();
    let done = done.expect("the program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    output::tree(&site.join("public"))
}

#[test]
fn the_example_is_whole_in_the_plain_theme() {
    let portal = build("theme: plain\ntheme_options: {hue: red}\n");
    assert_eq!(output::faults(&portal, "https://yunlan.example/"), Vec::<String>::new());
    let pages = || portal.iter().filter(|(path, _)| path.ends_with(".html"));
    assert!(pages().count() > 140);
    let told = |page: &[u8], word: &str| String::from_utf8_lossy(page).contains(word);
    for (path, page) in pages() {
        assert!(!told(page, "class=\"mast"), "{path} has the default theme's frame");
        assert!(told(page, "data-hue=\"red\"") && told(page, "<meta name=\"SiteName\""), "{path} has another frame");
    }
    let css = String::from_utf8_lossy(&portal["assets/gongkai.css"]).into_owned();
    let classes: BTreeSet<&str> =
        css.split('.').map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default()).collect();
    let missing: Vec<&str> = NEEDED.into_iter().filter(|class| !classes.contains(class)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "classes without a rule");
}

#[test]
fn both_themes_say_the_same_figures() {
    let (plain, default) = (build("theme: plain\n"), build(""));
    assert_eq!(plain.keys().collect::<Vec<_>>(), default.keys().collect::<Vec<_>>(), "the themes have other files");
    for (path, page) in plain.iter().filter(|(path, _)| path.ends_with("annual-report/index.html")) {
        let cells = |page: &[u8]| -> Vec<String> {
            let rows = html::tables(std::str::from_utf8(page).expect("UTF-8")).into_iter().flat_map(|table| table.rows);
            rows.flatten().map(|(_, text)| text).collect()
        };
        assert_eq!(cells(page), cells(&default[path]), "{path}");
        assert_ne!(page, &default[path], "{path} is the default theme's");
    }
}

#[test]
fn it_is_one_style_sheet_and_few_templates_that_stand_for_others() {
    let listed = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(Path::new(&root()).join("themes").join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    let templates = listed("plain/templates");
    assert!(templates.len() <= 10 && templates.contains("base.html"), "{templates:?}");
    assert!(templates.is_subset(&listed("default/templates")), "a template that no page is made by");
    assert_eq!(listed("plain/static").into_iter().collect::<Vec<_>>(), ["gongkai.css"]);
}
