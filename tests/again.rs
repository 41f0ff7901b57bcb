//! A site that is edited step by step: the next edition, which reads only what has changed, is the one that reading everything anew gives.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gongkai::edition::Edition;
use gongkai::edition::library::{Library, Texts};
use gongkai::model::form::{BUILT_IN, CellId, Form};
use gongkai::model::portal::Moment;
use gongkai::site::render::Content;
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::{Sources, Text};

/// Agencies of the example that are left out, and others whose reports nobody touches and nobody looks at, so that the test takes seconds.
const LEFT_OUT: [&str; 7] = ["chalong", "fengzhu", "jiaoyu", "luting", "shijian", "wanglan", "yanxi"];
const UNTOUCHED: [&str; 6] = ["2", "caizheng/2", "guotu-ziyuan/2", "xinlan/2", "ziran-ziyuan/2", "qihe/201"];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a kind").is_dir() {
            true if entry.file_name() != "public" => copy(&entry.path(), &target),
            true => {}
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

fn moment() -> Moment {
    Moment { today: "2026-06-01".parse().expect("a day"), shows_drafts: true }
}

/// All pages of an edition and all findings, as text; the findings alone if there is none.
fn all_of(edition: Option<&Edition>, mut findings: Diagnostics) -> String {
    let mut all = String::new();
    if let Some(edition) = edition {
        edition.check(&mut findings);
        // Of the agency whose reports are touched, one of the old ones is.
        let is_touched = |file: &String| {
            file.starts_with("yunlan/qihe/2015") || !UNTOUCHED.iter().any(|start| file.starts_with(&format!("yunlan/{start}")))
        };
        for page in edition.pages().iter().filter(|page| is_touched(&edition.file(**page))) {
            let content = match edition.render(*page).expect("a page") {
                Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Content::Year(year, format) => {
                    let mut bytes = Vec::new();
                    edition.write_year(year, format, &mut bytes).expect("what can be written");
                    String::from_utf8_lossy(&bytes).into_owned()
                }
                other => format!("{other:?}"),
            };
            all.push_str(&format!("{}\n{content}\n", edition.file(*page)));
        }
    }
    all + &findings.sorted().iter().map(|finding| format!("{finding:?}\n")).collect::<String>()
}

/// From a file's text to its next one; none to remove it.
type Change = Option<Box<dyn Fn(&str) -> String>>;

/// What is done to the site: the file, and how.
fn edits() -> Vec<(&'static str, Change)> {
    let to = |text: &'static str| -> Change { Some(Box::new(move |_| text.to_owned())) };
    let swap = |from: &'static str, to: &'static str| -> Change {
        Some(Box::new(move |old| {
            assert!(old.contains(from), "{from} is not there");
            old.replace(from, to)
        }))
    };
    let report = "content/yunlan/qihe/2023/annual-report.md";
    let figures = "content/yunlan/qihe/2023/figures.csv";
    // A line a cell of the form, blank but for the first one.
    let filled = |figure: &'static str| -> Change {
        let form = Form::read(&Text::new("form.yaml", BUILT_IN[0].1), &mut Diagnostics::new()).expect("a form");
        let line = |cell: CellId| {
            let (row, column) = form.keys(cell).expect("a cell");
            format!("{row},{column},{}\n", if cell.index() == 0 { figure } else { "" })
        };
        let lines: String = form.cells().map(line).collect();
        Some(Box::new(move |_| format!("row,column,value\n{lines}")))
    };
    let (old, other) = ("content/yunlan/qihe/2015/annual-report.md", "content/yunlan/qihe/2022/annual-report.md");
    vec![
        (report, swap("## 一、总体情况", "## 一、总体情况\n\n改动的一段。")),
        (report, swap("licences: ", "licences: 1")),
        (report, swap("licences: 1", "licences: x")),
        (report, swap("title:", "titel:")),
        (report, swap("licences: x", "licences: 7")),
        (report, swap("titel:", "title:")),
        // More than words and figures: when it was published, on which form, in which rows, and what is known of it.
        (report, swap("published: 2024-01-17", "published: 2024-02-17")),
        (report, swap("published: 2024-02-17", "published: 2024-01-17")),
        (old, swap("form: cn-2014", "form: cn-2014\n  filler: 栖禾镇")),
        (old, swap("  figures:\n", "  figures:\n    requests.replied.refused.statutory_other: 3\n")),
        (old, swap("requests.replied.refused.statutory_other: 3", "requests.replied.refused.statutory_other: 4")),
        (old, swap("    requests.replied.refused.statutory_other: 4\n", "")),
        (report, swap("year: 2023", "known_issues:\n  - {rule: sum, seen: 1 ≠ 2, reason: 试。}\nyear: 2023")),
        (report, swap("known_issues:\n  - {rule: sum, seen: 1 ≠ 2, reason: 试。}\n", "")),
        // Warnings of reading, links, and what is found in files by themselves.
        (report, swap("改动的一段。", "<b>改动的一段。</b>")),
        (other, swap("phone: \"0000-0000101\"", "phone: \"0000-0000102\"")),
        (report, swap("<b>改动的一段。</b>", "见[附件](../2025/规范性文件目录.csv)。")),
        (report, swap("规范性文件目录.csv", "没有.csv")),
        (report, swap("没有.csv", "annual-report.md")),
        ("content/yunlan/qihe/2025/规范性文件目录.csv", to("序号,电话\n1,13800001234\n")),
        ("content/yunlan/qihe/2025/规范性文件目录.csv", to("序号,电话\n1,\n")),
        // A second report on a year is told of however often the first one changes.
        (
            "content/yunlan/qihe/2023/second.md",
            to("---\ntitle: 云澜县栖禾镇2023年补充报告\nyear: 2023\npublished: 2024-03-01\n---\n补充。\n"),
        ),
        (report, swap("见[附件]", "又见[附件]")),
        ("content/yunlan/qihe/2023/second.md", swap("published: 2024-03-01", "published: 2024-01-01")),
        ("content/yunlan/qihe/2023/second.md", None),
        // Articles that all pages name, and such that lists name.
        ("content/about.md", to("---\ntitle: 关于\n---\n有。\n")),
        ("content/about.md", to("---\ntitle: 关于本站\n---\n有。\n")),
        ("content/about.md", to("---\ntitle: 关于本站\n---\n又有。\n")),
        ("content/about.md", to("---\ntitle: 关于本站\nstatus: draft\n---\n又有。\n")),
        ("content/about.md", None),
        ("content/rules/review.md", swap("order: 1", "order: 7")),
        (report, swap("year: 2023", "status: draft\nyear: 2023")),
        (report, None),
        (
            report,
            to(
                "---\ntitle: 云澜县栖禾镇人民政府2023年政府信息公开工作年度报告\nyear: 2023\npublished: 2024-01-20\n---\n无表。\n",
            ),
        ),
        // A report whose figures stand in a file of their own, which is an attachment before and after that.
        (figures, filled("7")),
        (
            report,
            to("---\ntitle: 云澜县栖禾镇人民政府2023年政府信息公开工作年度报告\nyear: 2023\npublished: 2024-01-20\n\
                 statistics: {form: cn-2014, file: figures.csv}\n---\n有表。\n"),
        ),
        (figures, filled("8")),
        (figures, filled("08")),
        (figures, filled("9")),
        (figures, None),
        (figures, filled("10")),
        (report, swap("statistics: {form: cn-2014, file: figures.csv}\n", "")),
        ("content/rules/other.md", to("---\ntitle: 另一项制度\n---\n有。\n")),
        ("content/rules/new.md", to("---\ntitle: 新制度\n---\n见[另一项](other.md)。\n")),
        ("content/rules/other.md", None),
        ("content/rules/new.md", to("---\ntitle: 新制度\n---\n见[指南](/guide.md)。\n")),
        ("content/yunlan/qihe/agency.yaml", swap("order: 1", "order: 99")),
        ("content/yunlan/newtown/agency.yaml", to("name: 新镇人民政府\nlevel: township\n")),
        (
            "content/yunlan/newtown/2024/annual-report.md",
            to("---\ntitle: 新镇2024年报告\nyear: 2024\npublished: 2025-01-20\n---\n有。\n"),
        ),
        ("content/yunlan/newtown/agency.yaml", None),
        ("content/yunlan/newtown/2024/annual-report.md", None),
        ("forms/yunlan-2012.yaml", swap("title: 云澜县政府信息公开工作统计表", "title: 云澜县旧表")),
        ("forms/yunlan-2012.yaml", swap("id: yunlan-2012", "id: yunlan-2011")),
        ("forms/yunlan-2012.yaml", swap("id: yunlan-2011", "id: yunlan-2012")),
        ("site.yaml", swap("language: zh-CN", "language: en")),
        ("site.yaml", swap("language: en", "language: en\ndownloads: [parquet]")),
        (
            "themes/default/templates/article.html",
            to("{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ text | safe }}{% endblock %}"),
        ),
        ("themes/default/static/gongkai.css", to("body { color: black }")),
        ("themes/default/static/gongkai.css", None),
        ("themes/default/templates/article.html", None),
        ("content/yunlan/qihe/2024/附件.txt", to("附件")),
    ]
}

#[test]
fn an_edited_site_is_what_reading_everything_gives() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county"), site);
    for name in LEFT_OUT {
        fs::remove_dir_all(site.join("content/yunlan").join(name)).expect("a folder to remove");
    }
    // A spreadsheet a report, in every step, would take minutes.
    let config = fs::read_to_string(site.join("site.yaml")).expect("site.yaml");
    fs::write(site.join("site.yaml"), config.replace("downloads: [jsonl, xlsx, parquet]\n", "")).expect("site.yaml");
    let read = || Sources::read(site).expect("sources");
    let mut library = Library::read(read(), Texts::Kept);
    let mut edition = Edition::after(None, &library, moment(), &mut Diagnostics::new());
    assert!(edition.is_some(), "the site is good before it is edited");
    let mut last = String::new();
    for (step, (path, change)) in edits().into_iter().enumerate() {
        let place = site.join(path);
        match change {
            Some(change) => {
                fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
                let old = fs::read_to_string(&place).unwrap_or_default();
                fs::write(&place, change(&old)).expect("a file");
            }
            None => fs::remove_file(&place).expect("a file to remove"),
        }
        // As the preview does it: where no file has come or gone, folders are not looked through.
        library = match library.sources().get(path).is_some() && place.is_file() {
            true => library.reread(&BTreeSet::from([path.to_owned()])),
            false => library.again(read(), |changed| changed == path),
        };
        let mut findings = Diagnostics::new();
        let next = Edition::after(edition.as_ref(), &library, moment(), &mut findings);
        let step_by_step = all_of(next.as_ref(), findings);
        let mut findings = Diagnostics::new();
        let anew = Edition::after(None, &Library::read(read(), Texts::Kept), moment(), &mut findings);
        assert!(step_by_step == all_of(anew.as_ref(), findings), "step {step}, {path}: not what reading everything gives");
        let end = &last[last.floor_char_boundary(last.len().saturating_sub(1000))..];
        assert!(step_by_step != last, "step {step}, {path} changes nothing:\n{end}");
        last = step_by_step;
        edition = next.or(edition);
    }
}
