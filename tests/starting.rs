//! A new user's first minutes: `init`, `new agency`, `new report`, `build` and `check`, with nothing read but what the program prints.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai::model::form::{BUILT_IN, Form};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Text;
use serde_norway::Value;
use tempfile::TempDir;

const TODAY: &str = "2026-01-15";

/// An empty folder, in which the program is run.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program: its exit code, and what it told.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(arguments).current_dir(self.path()).env_clear().env("HOME", self.path()).env("LC_ALL", "en");
        if !["init", "schema", "completions", "man"].contains(&arguments[0]) {
            command.args(["--as-of", TODAY]);
        }
        let output = command.output().expect("the program");
        let told = [output.stderr, output.stdout].concat();
        (output.status.code(), String::from_utf8(told).expect("UTF-8"))
    }

    fn good(&self, arguments: &[&str]) -> String {
        let (code, told) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {told}");
        told
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect(path)
    }
}

/// All files below a folder.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).expect("a file"))).collect()
}

/// The front matter of a report, as another reader of YAML reads it.
fn front(report: &str) -> Value {
    let yaml = report.split("---\n").nth(1).expect("front matter");
    serde_norway::from_str(yaml).expect("YAML")
}

fn form(id: &str) -> Form {
    let (path, source) = BUILT_IN.into_iter().find(|(path, _)| path.contains(id)).expect("a form");
    Form::read(&Text::new(path, source), &mut Diagnostics::new()).expect("a form")
}

#[test]
fn from_nothing_to_a_portal() {
    let desk = Desk::new();
    let told = desk.good(&["init", "xxgk"]);
    assert!(told.starts_with("xxgk/ is a site now.\nNext:\n  gongkai serve xxgk --open\n"), "{told}");
    // What it says next can be typed.
    let next = told.lines().find(|line| line.contains(" new report ")).expect("the next step");
    let told = desk.good(&next.split_whitespace().skip(1).collect::<Vec<_>>());
    assert!(told.contains("has the 34 rows of cn-2021, all blank."), "{told}");
    let told = desk.good(&["new", "agency", "qihe", "--name", "云澜县栖禾镇人民政府", "--level", "township", "--site", "xxgk"]);
    assert_eq!(told, "content/qihe/agency.yaml is an agency now. Its first report: gongkai new report qihe 2025\n");
    let told = desk.good(&["new", "report", "qihe", "2025", "--site", "xxgk"]);
    assert!(told.ends_with("It is a draft until you delete the line \"status: draft\".\n"), "{told}");
    let told = desk.good(&["build", "xxgk"]);
    assert!(told.starts_with("Built 0 reports, 7 pages, 20 files with 0 warnings in "), "{told}");
    assert!(told.contains(" s → xxgk/public (2 drafts left out) · new · manifest "), "{told}");
    assert!(desk.read("xxgk/public/guide/index.html").contains("联系电话"));
    // What is still to be written is what is found.
    let told = desk.good(&["check", "xxgk"]);
    assert!(told.contains("warning[no-text]") && told.contains("Checked 2 reports: no errors"), "{told}");
    // Published as it is.
    let path = "xxgk/content/qihe/2025/annual-report.md";
    let report = desk.read(path);
    let published = report.replace("status: draft ", "status: published ");
    fs::write(desk.path().join(path), published).expect("a report");
    assert!(desk.good(&["build", "xxgk"]).contains("Built 1 report,"));
}

#[test]
fn a_new_site_has_no_findings_in_either_language() {
    for (language, folder, line) in [("zh-CN", "zh", "language: zh-CN\n"), ("en", "en", "language: en\n")] {
        let desk = Desk::new();
        desk.good(&["init", folder, "--lang", language]);
        assert!(desk.read(&format!("{folder}/site.yaml")).contains(line));
        let told = desk.good(&["build", folder, "--lang", "en"]);
        assert!(told.starts_with("Built 0 reports, 6 pages, 19 files with 0 warnings in "), "{told}");
        let told = desk.good(&["check", folder, "--lang", "en"]);
        assert!(told.starts_with("Checked 0 reports: no errors, 0 warnings, 0 notes in "), "{told}");
    }
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::new();
    fs::write(desk.path().join(".gitignore"), "mine\n").expect("a file");
    fs::create_dir_all(desk.path().join("content")).expect("a folder");
    fs::write(desk.path().join("content/guide.md"), "mine\n").expect("a file");
    let before = tree(desk.path());
    assert_eq!(desk.run(&["init", "."]), (Some(2), "./content/guide.md is there already; nothing was written\n".to_owned()));
    assert_eq!(tree(desk.path()), before);
    fs::remove_file(desk.path().join("content/guide.md")).expect("a file");
    desk.good(&["init", "."]);
    assert_eq!(desk.read(".gitignore"), "mine\n");
    desk.good(&["new", "report", "county", "2024"]);
    fs::write(desk.path().join("content/county/2023.md"), "---\ntitle: t\nyear: 2023\npublished: 2024-01-01\n---\n")
        .expect("a file");
    let before = tree(desk.path());
    for (arguments, wanted) in [
        (&["init", "."][..], "./site.yaml is there already"),
        (&["new", "agency", "county", "--name", "甲", "--level", "city"], "./content/county/agency.yaml is there already"),
        (&["new", "report", "county", "2024"], "has a report on 2024 already"),
        // One under another name is one all the same.
        (&["new", "report", "county", "2023"], "content/county/2023.md"),
        (&["new", "report", "country", "2022"], "Did you mean county?"),
        (&["new", "report", "county", "2022", "--form", "cn-2020"], "Write --form cn-20"),
        (&["new", "report", "county", "2013"], "no form is in force in 2013"),
        (&["new", "report", "county", "1912"], "is not one from 1949"),
        (&["new", "agency", "../x", "--name", "甲", "--level", "city"], "\"..\" cannot be part of an address"),
        (&["new", "agency", "x/", "--name", " ", "--level", "city"], "--name must be"),
        (&["new", "agency", "x", "--name", "甲", "--level", "town"], "province, city, county"),
        (&["new", "report", "county", "2022", "--site", "elsewhere"], "there is no site.yaml"),
    ] {
        let (code, told) = desk.run(arguments);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(wanted), "{arguments:?}: {told}");
    }
    assert_eq!(tree(desk.path()), before);
}

#[test]
fn a_report_has_every_row_of_its_form_blank_and_in_order() {
    let desk = Desk::new();
    desk.good(&["init", "."]);
    for (year, id) in [("2015", "cn-2014"), ("2019", "cn-2019"), ("2023", "cn-2021")] {
        desk.good(&["new", "report", "county", year, "--lang", "zh-CN"]);
        let report = desk.read(&format!("content/county/{year}/annual-report.md"));
        let front = front(&report);
        assert_eq!(front["statistics"]["form"], Value::from(id));
        assert_eq!(front["title"], Value::from(format!("示例县人民政府{year}年政府信息公开工作年度报告")));
        let form = form(id);
        let rows = form.tables.iter().flat_map(|table| {
            let cells = |row: usize| table.cells(row).map(|cells| (table.rows[row].key.clone(), cells.len()));
            (0..table.rows.len()).filter_map(cells).collect::<Vec<_>>()
        });
        let written = front["statistics"]["figures"].as_mapping().expect("a map");
        let read = written.iter().map(|(key, value)| {
            let cells = value.as_sequence().map_or(vec![value.clone()], Clone::clone);
            assert!(cells.iter().all(Value::is_null), "{key:?} is not blank");
            (key.as_str().expect("a key").to_owned(), cells.len())
        });
        assert_eq!(read.collect::<Vec<_>>(), rows.collect::<Vec<_>>());
        // Each with its label and its unit; headings too.
        for table in &form.tables {
            for (row, heading) in table.rows.iter().enumerate() {
                let unit = table.cell(row, 0).and_then(|_| table.unit(row, 0));
                let unit = unit.filter(|_| (0..table.leaves.len()).all(|leaf| table.unit(row, leaf) == table.unit(row, 0)));
                let ending = format!("{}{}\n", heading.label, unit.map(|unit| format!(" ({unit})")).unwrap_or_default());
                assert!(report.contains(&ending), "{ending}");
            }
        }
        for part in &form.parts {
            assert!(report.contains(&format!("\n## {}\n", part.label)));
        }
    }
}

#[test]
fn what_is_carried_over_is_filled_in_also_from_another_form() {
    let desk = Desk::new();
    desk.good(&["init", "."]);
    let fill = |year: &str, figures: &str| {
        let path = format!("content/county/{year}/annual-report.md");
        let report = desk.read(&path);
        let old = report.lines().find(|line| line.trim().starts_with("requests.carried_out:")).expect("the row").to_owned();
        fs::write(desk.path().join(path), report.replace(&old, &format!("    requests.carried_out: {figures}"))).expect("a file");
    };
    desk.good(&["new", "report", "county", "2020"]);
    fill("2020", "[3, 0, ~, 0, 0, 1, 4]");
    let told = desk.good(&["new", "report", "county", "2021"]);
    assert!(told.contains("has the 34 rows of cn-2021; 6 figures are carried over from 2020."), "{told}");
    let front = front(&desk.read("content/county/2021/annual-report.md"));
    let figures = &front["statistics"]["figures"];
    let wanted: Vec<Value> = serde_norway::from_str("[3, 0, ~, 0, 0, 1, 4]").expect("a list");
    assert_eq!(figures["requests.carried_in"], Value::from(wanted));
    let known = figures.as_mapping().expect("a map").values().filter_map(Value::as_sequence).flatten().filter(|v| !v.is_null());
    assert_eq!(known.count(), 6);
}

#[test]
fn names_are_written_so_that_they_read_back() {
    let desk = Desk::new();
    desk.good(&["init", "."]);
    let names =
        ["no", "12", "甲: 乙", "#甲", "\"甲\" \\", "- 甲", "{甲}", "甲 #乙", "@甲", "*甲", "云澜县栖禾镇人民政府（示例）", "~"];
    let mut wanted = BTreeMap::new();
    for (index, name) in names.into_iter().enumerate() {
        let folder = format!("a{index}");
        desk.good(&["new", "agency", &folder, &format!("--name={name}"), "--level", "department"]);
        let agency: Value = serde_norway::from_str(&desk.read(&format!("content/{folder}/agency.yaml"))).expect("YAML");
        wanted.insert(folder.clone(), agency["name"].clone());
        assert_eq!(agency["name"], Value::from(name));
        desk.good(&["new", "report", &folder, "2025"]);
        let title = &front(&desk.read(&format!("content/{folder}/2025/annual-report.md")))["title"];
        assert_eq!(*title, Value::from(format!("{name}2025年政府信息公开工作年度报告")));
    }
    assert_eq!(desk.run(&["check", "."]).0, Some(0));
}

/// A blank form, filled in beside a report, is what the report's figures are read from; nothing is written over.
#[test]
fn a_blank_form_is_listed_printed_and_written() {
    let desk = Desk::new();
    let told = desk.good(&["form"]);
    assert!(
        told.lines().count() == 3 && told.contains("cn-2021  2021–  政府信息公开工作年度报告  国办公开办函〔2021〕30号"),
        "{told}"
    );
    let lines = desk.good(&["form", "cn-2021"]);
    let yaml: Value = serde_norway::from_str(&lines).expect("YAML");
    let form = form("cn-2021");
    assert_eq!(yaml["statistics"]["figures"].as_mapping().expect("rows").len(), form.row_keys().count());
    desk.good(&["init", "."]);
    let told = desk.good(&["form", "cn-2021", "--xlsx", "content/county/2025/figures.xlsx"]);
    assert!(told.contains("\"statistics: {form: cn-2021, file: figures.xlsx}\""), "{told}");
    let front = "title: 示例县2025年报\nyear: 2025\npublished: 2026-01-10\nstatistics: {form: cn-2021, file: figures.xlsx}";
    fs::write(desk.path().join("content/county/2025/annual-report.md"), format!("---\n{front}\n---\n\n有。\n"))
        .expect("a report");
    desk.good(&["build", "."]);
    let csv = desk.read("public/county/2025/annual-report/figures.csv");
    assert!(
        csv.lines().skip(1).count() == form.cell_count() && csv.lines().skip(1).all(|line| line.ends_with(",,blank")),
        "{csv}"
    );
    let before = tree(desk.path());
    for (arguments, told) in [
        (&["form", "cn-2021", "--xlsx", "content/county/2025/figures.xlsx"][..], "figures.xlsx is there already"),
        (&["form", "cn-2021", "--xlsx", "figures.xls"], "figures.xls does not end in .xlsx"),
        (&["form", "cn-2012"], "there is no form \"cn-2012\""),
    ] {
        let (code, seen) = desk.run(arguments);
        assert!(code == Some(2) && seen.contains(told), "{arguments:?}: {seen}");
    }
    assert_eq!(tree(desk.path()), before);
}

/// The files of a new site tell editors their schemas, which are those that the program prints.
#[test]
fn a_new_site_is_wired_up_for_editors() {
    let desk = Desk::new();
    desk.good(&["init", "."]);
    desk.good(&["new", "agency", "county/qihe", "--name", "云澜县栖禾镇人民政府", "--level", "township"]);
    desk.good(&["new", "report", "county/qihe", "2025"]);
    for (file, name, is_first) in [
        ("site.yaml", "site", true),
        ("content/county/agency.yaml", "agency", true),
        ("content/county/qihe/agency.yaml", "agency", true),
        ("content/county/qihe/2025/annual-report.md", "report", false),
    ] {
        let text = desk.read(file);
        let line = text.lines().nth(usize::from(!is_first)).expect("a line");
        let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{file}: {line}"));
        let place = desk.path().join(file).parent().expect("a folder").join(schema);
        assert_eq!(fs::read_to_string(place).expect("a schema"), desk.good(&["schema", name]), "{file}");
    }
    desk.good(&["build", "."]);
    assert!(!desk.path().join("public/.gongkai/schema").exists());
    assert!(desk.good(&["schema", "report"]).contains("一、本年新收政府信息公开申请数量 (件)"));
}

#[test]
fn shells_and_man_are_served() {
    let desk = Desk::new();
    for (shell, line) in [("bash", "complete -F _gongkai"), ("zsh", "#compdef gongkai"), ("fish", "complete -c gongkai")] {
        assert!(desk.good(&["completions", shell]).contains(line), "{shell}");
    }
    assert!(desk.good(&["man"]).starts_with(".ie"));
    let told = desk.good(&["man", "--directory", "man1"]);
    assert!(told.lines().count() > 10 && told.contains("gongkai-new-report.1"), "{told}");
    assert!(desk.read("man1/gongkai-form.1").contains("\\-\\-xlsx"));
}
