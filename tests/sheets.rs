//! Sheets: a blank form that is filled in reads back, what its rules say is what `gongkai check` says, and what is not certain is told.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]
#![expect(clippy::print_stdout, reason = "a test says that it was skipped")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use gongkai::model::figure::Figure;
use gongkai::model::form::{BUILT_IN, Form};
use gongkai::sheets::blank::blank;
use gongkai::sheets::book::Book;
use gongkai::sheets::read::Filled;
use gongkai::text::diagnostics::{Diagnostics, Place};
use gongkai::text::source::{Sources, Text};
use gongkai::text::tell::{Language, Teller};
use gongkai::text::workbook;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[path = "shared/printed.rs"]
#[expect(dead_code, reason = "import.rs uses the rest")]
mod printed;
use printed::{Dice, archive};

/// A form with labels that stand several times: under different headings, twice under one, and in two tables that differ in nothing but
/// their titles.
const ALIKE: &str = r#"id: alike
title: 同名
tables:
  - id: list
    title: 清单
    columns: [{key: now, label: 本年}, {key: change, label: 增减, signed: true}]
    rows:
      - {key: a, label: 甲, rows: [{key: a.x, label: 其他, unit: 件}, {key: a.y, label: 其他, unit: 件}]}
      - {key: b, label: 乙, heading: true, rows: [{key: b.x, label: 其他, unit: 万元, amount: true}]}
  - id: first
    title: 第一表
    layout: part
    columns: [{key: v, label: 数}]
    rows: [{key: p, label: 丙}]
  - id: second
    title: 第二表
    layout: part
    columns: [{key: v, label: 数}]
    rows: [{key: q, label: 丙}]
  - id: matrix
    title: 矩阵
    layout: matrix
    columns: [{label: 组, columns: [{key: a, label: 甲}, {key: b, label: 其他}]}, {key: c, label: 其他}]
    rows:
      - {key: r, label: 一, rows: [{key: r.x, label: 其他}]}
      - {key: s, label: 二, rows: [{key: s.x, label: 其他}]}
rules:
  - a.now = a.x.now + a.y.now
"#;

/// The national forms, that of the example's county, and the one above.
fn forms() -> Vec<Form> {
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county/forms/yunlan-2012.yaml");
    let county = fs::read_to_string(county).expect("a form");
    let all = BUILT_IN.iter().map(|(_, source)| *source).chain([county.as_str(), ALIKE]);
    all.map(form).collect()
}

fn form(source: &str) -> Form {
    let mut findings = Diagnostics::new();
    Form::read(&Text::new("form.yaml", source), &mut findings).unwrap_or_else(|| panic!("{:?}", findings.sorted()))
}

/// Figures for all cells of a form, as they are written; a workbook holds them as numbers or as text.
fn figures(form: &Form, dice: &mut Dice) -> Vec<String> {
    let figure = |cell| {
        let kind = form.kind(cell);
        let number = [0, dice.below(10), dice.below(3000), 999_999_999_999_999][dice.below(4)];
        match dice.below(6) {
            0 | 1 => String::new(),
            2 => "n/a".to_owned(),
            3 if kind.amount => format!("{}.{:02}", dice.below(10_000), dice.below(100)),
            3 if kind.signed => format!("-{}", number + 1),
            4 => format!("{}", 1_000_000_000_000_000 + dice.below(9_000_000)),
            _ => number.to_string(),
        }
    };
    form.cells().map(figure).collect()
}

/// The parts of a workbook, by their names.
fn unpack(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> =
        (0..archive.len()).map(|at| archive.by_index(at).expect("a file").name().expect("a name").into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("a file").read_to_string(&mut text).expect("UTF-8");
        (name, text)
    };
    names.into_iter().map(read).collect()
}

fn pack(parts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(text.as_bytes()).expect("a file");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Fills a blank form as its user would: the cells that are not locked, in the order of the form.
fn fill(bytes: &[u8], form: &Form, figures: &[String]) -> Vec<u8> {
    let mut parts = unpack(bytes);
    let mut figures = figures.iter();
    for table in 1..=form.tables.len() {
        let sheet = parts.get_mut(&format!("xl/worksheets/sheet{table}.xml")).expect("a sheet");
        // A cell of a sheet that takes figures has a validation.
        let named = |own: &str| own.split("sqref=\"").nth(1).expect("cells").split('"').next().expect("a cell").to_owned();
        let mut cells: Vec<String> = sheet.split("<dataValidation ").skip(1).map(named).collect();
        cells.sort_by_key(|cell| {
            let column: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
            (cell[column.len()..].parse::<u32>().expect("a row"), column.len(), column)
        });
        assert_eq!(
            cells.len(),
            form.cells().filter(|cell| form.position(*cell).is_some_and(|(own, ..)| own + 1 == table)).count()
        );
        for cell in cells {
            let figure = figures.next().expect("a figure");
            let start = format!("<c r=\"{cell}\" s=\"");
            let at = sheet.find(&start).unwrap_or_else(|| panic!("{cell}"));
            let end = at + sheet[at..].find("/>").expect("an empty cell");
            let own = &sheet[at..end];
            let is_number = figure.parse::<f64>().is_ok_and(|number| number.abs() < 1e15);
            let filled = match figure.as_str() {
                "" => continue,
                number if is_number => format!("{own}><v>{number}</v></c>"),
                text => format!("{own} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            };
            sheet.replace_range(at..end + 2, &filled);
        }
    }
    assert_eq!(figures.next(), None);
    pack(&parts)
}

/// A folder with one file beside a report.
struct Desk(TempDir);

impl Desk {
    fn with(file: &str, bytes: &[u8]) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("content/a")).expect("a folder");
        fs::write(folder.path().join("content/a").join(file), bytes).expect("a file");
        Desk(folder)
    }

    fn read(&self, form: &Form, file: &str) -> (Vec<Figure>, Diagnostics) {
        let sources = Sources::read(self.0.path()).expect("sources");
        let document: Arc<str> = Arc::from("content/a/report.md");
        let path = Arc::from(format!("content/a/{file}"));
        let mut findings = Diagnostics::new();
        match Book::open(&sources, &document, &path, Place::file(Arc::clone(&document))) {
            Ok(book) => (Filled::read(form, book, &mut findings).figures.all().to_vec(), findings),
            Err(finding) => (Vec::new(), finding.into()),
        }
    }
}

fn spelled(figure: &Figure) -> String {
    if *figure == Figure::NotApplicable { "n/a".to_owned() } else { figure.to_string() }
}

fn teller(language: Language) -> Teller {
    Teller::new(language, false)
}

fn told(findings: &Diagnostics) -> String {
    findings.sorted().into_iter().map(|finding| teller(Language::English).tell(finding)).collect::<Vec<_>>().join("\n\n")
}

/// The figures as they come back: a workbook that is filled by hand keeps no zeros at the end of an amount.
fn kept(figure: &str) -> String {
    if figure.contains('.') { figure.trim_end_matches('0').trim_end_matches('.').to_owned() } else { figure.to_owned() }
}

#[test]
fn a_blank_form_that_is_filled_in_reads_back() {
    let today = "2026-06-01".parse().expect("a day");
    let mut dice = Dice(7);
    for form in forms() {
        for language in Language::ALL {
            let bytes = blank(&form, &teller(language), today).expect("a workbook");
            let (read, findings) = Desk::with("f.xlsx", &bytes).read(&form, "f.xlsx");
            assert_eq!(told(&findings), "", "{}", form.id);
            assert!(read.iter().all(|figure| *figure == Figure::Blank) && read.len() == form.cell_count());
            for _ in 0..4 {
                let figures = figures(&form, &mut dice);
                let (read, findings) = Desk::with("f.xlsx", &fill(&bytes, &form, &figures)).read(&form, "f.xlsx");
                assert_eq!(told(&findings), "", "{}", form.id);
                assert_eq!(
                    read.iter().map(spelled).collect::<Vec<_>>(),
                    figures.iter().map(|figure| kept(figure)).collect::<Vec<_>>(),
                    "{}",
                    form.id
                );
            }
        }
    }
}

/// Rows in another order, tables on one sheet, columns in another order: what counts are the labels.
#[test]
fn places_do_not_matter_and_labels_do() {
    let form = form(BUILT_IN[2].1);
    let cell = |row: &str, column: &str| form.cell_at(row, column).expect("a cell").index();
    let sheet = "第二十条第（六）项\n信息内容,本年处理决定数量\n行政强制,7\n行政处罚,8\n\n第二十条第（五）项\n信 息 内 容,本年处理\u{3000}决定数量\n行政许可,9\n\
                 第二十条第（八）项\n信息内容,本年收费金额(单位：万元)\n行政事业性收费,1.50\n\
                 备注,信息内容,现行有效件数,本年废止件数,本年制发件数,\n有,规章,3,2,1\n,行政规范性文件,6,5,4\n";
    let (read, findings) = Desk::with("f.csv", sheet.as_bytes()).read(&form, "f.csv");
    let codes: Vec<&str> = findings.sorted().iter().map(|finding| finding.code).collect();
    // The two other tables are missing.
    assert_eq!(codes, ["sheet-table-missing", "sheet-table-missing"], "{}", told(&findings));
    for (row, column, figure) in [
        ("coercive_measures", "decisions", "7"),
        ("penalties", "decisions", "8"),
        ("licences", "decisions", "9"),
        ("fees", "amount", "1.50"),
        ("regulations", "issued", "1"),
        ("regulations", "in_force", "3"),
        ("normative_documents", "repealed", "5"),
    ] {
        assert_eq!(spelled(&read[cell(row, column)]), figure, "{row} {column}");
    }
}

/// A workbook of LibreOffice; `cells` are its rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

const SMALL: &str = "id: small\ntitle: 小\ntables:\n  - id: t\n    title: 表\n    layout: part\n    columns: [{key: v, label: 数, amount: true}]\n    rows: [{key: p, label: 甲}, {key: q, label: 乙}, {key: r, label: 丙}]\n";

#[test]
fn a_workbook_of_libreoffice_is_read_as_it_shows() {
    let form = form(SMALL);
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let number = |kind: &str, value: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"{kind}\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let row = |cells: [String; 2]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let head = row([text("内容"), text("数")])
        + "<table:table-row table:number-rows-repeated=\"100000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let note = "<table:table-cell office:value-type=\"float\" office:value=\"12.5\"><office:annotation><text:p>99</text:p></office:annotation><text:p>12.50</text:p></table:table-cell>";
    let good = head.clone()
        + &row([text("甲"), note.to_owned()])
        + &row([text("乙"), number("float", "1234", "1,234")])
        + &row([text("丙"), text("n/a")]);
    let (read, findings) = Desk::with("f.ods", &ods(&good)).read(&form, "f.ods");
    assert_eq!(told(&findings), "");
    assert_eq!(read.iter().map(spelled).collect::<Vec<_>>(), ["12.50", "1234", "n/a"]);
    let odd = head
        + &row([text("甲"), number("percentage", "0.12", "12%")])
        + &row([text("乙"), number("float", "12345", "1.2万")])
        + &row([text("丙"), text("约3")]);
    let (_, findings) = Desk::with("f.ods", &ods(&odd)).read(&form, "f.ods");
    let codes: Vec<&str> = findings.sorted().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["sheet-scaled", "sheet-scaled", "figure-not-a-number"], "{}", told(&findings));
    let bomb = row([text("甲"), "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell>".to_owned()]).replace("<table:table-row>", "<table:table-row table:number-rows-repeated=\"1048576\">");
    let (_, findings) = Desk::with("f.ods", &ods(&bomb)).read(&form, "f.ods");
    assert_eq!(findings.sorted()[0].code, "sheet-unpacks");
}

#[test]
fn a_mistake_is_told_with_its_sheet_and_its_cell() {
    let form = form(SMALL);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("收费").expect("a name");
    let per_cent = rust_xlsxwriter::Format::new().set_num_format("0%");
    for (row, label) in ["内容", "甲", "乙", "丙"].into_iter().enumerate() {
        sheet.write(u32::try_from(row).expect("a row"), 0, label).expect("a label");
    }
    sheet.write(0, 1, "数").expect("a label").write(1, 1, "1,234").expect("a text").write(3, 1, 1e15).expect("a number");
    sheet.write_with_format(2, 1, 0.12, &per_cent).expect("a number");
    let (_, findings) = Desk::with("f.xlsx", &book.save_to_buffer().expect("a workbook")).read(&form, "f.xlsx");
    let wanted = "error[figure-separator]: \"1,234\" has separators\n --> content/a/f.xlsx 收费!B2\n  |\n2 | 甲 │ 1,234\n  |      ^^^^^ write 1234\n\n";
    let told = told(&findings);
    assert!(told.starts_with(wanted), "{told}");
    assert!(
        told.contains(
            "error[sheet-scaled]: the cell shows another number than it holds, \"0.12\"\n --> content/a/f.xlsx 收费!B3\n"
        ),
        "{told}"
    );
    assert!(told.contains("error[sheet-too-long]: \"1000000000000000\" has more digits"), "{told}");
    let json = gongkai::check::listing::json(&teller(Language::English), &findings);
    assert!(json.contains("\"cell\": \"收费!B2\""), "{json}");
}

/// Runs LibreOffice on all workbooks in a folder; false if there is none.
fn recalculate(folder: &Path, names: &[String]) -> bool {
    let done = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--convert-to", "ods", "--outdir"])
        .arg(folder)
        .args(names.iter().map(|name| folder.join(name)))
        .output();
    if done.is_err() {
        assert!(std::env::var_os("GONGKAI_REQUIRE_OFFICE").is_none(), "there is no LibreOffice");
        println!("skipped: there is no LibreOffice");
    }
    done.is_ok()
}

/// Whether a relation between cells surely fails, worked out by the tables of the blank form's figures; `gongkai check` decides it.
fn verdicts_of_check(form: &Form, figures: &[String]) -> usize {
    let site = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let place = site.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    };
    write("site.yaml", "title: 公开\nbase_url: https://example.gov.cn/\nchecks: {blank-total: off}\n");
    write("content/a/agency.yaml", "name: 镇\nlevel: township\n");
    let mut lines = String::new();
    for row in form.row_keys() {
        let cells = form.row(row).expect("a row").cells();
        let own: Vec<&str> = figures[cells].iter().map(|figure| if figure.is_empty() { "~" } else { figure.as_str() }).collect();
        lines += &format!("    {row}: [{}]\n", own.join(", "));
    }
    write(
        "content/a/2025/report.md",
        &format!(
            "---\ntitle: 镇2025年报\nyear: 2025\npublished: 2026-01-10\nstatistics:\n  form: {}\n  figures:\n{lines}---\n\n有。\n",
            form.id
        ),
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("check").arg(site.path()).args(["--format", "json", "--as-of", "2026-06-01", "--lang", "en"]).env_clear();
    let done = command.output().expect("the program");
    let json: serde_json::Value =
        serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stderr)));
    let is_rule = |code: &str| ["sum", "part", "doubtful"].contains(&code);
    let all = json.as_array().expect("a list");
    all.iter().filter(|finding| is_rule(finding["code"].as_str().expect("a code"))).count()
}

/// The sheet of rules says what `gongkai check` says, as a program for spreadsheets works it out.
#[test]
fn the_rules_in_a_workbook_say_what_check_says() {
    let today = "2026-06-01".parse().expect("a day");
    let mut dice = Dice(11);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut filled: Vec<(String, Form, Vec<String>)> = Vec::new();
    for (index, (_, source)) in BUILT_IN.iter().enumerate() {
        let form = form(source);
        let blank = blank(&form, &teller(Language::English), today).expect("a workbook");
        for holes in [0, 10, 60, 100] {
            let figure = |_| match () {
                () if dice.happens(holes) => String::new(),
                () if dice.happens(4) => "n/a".to_owned(),
                // In the first turn everything adds up.
                () if holes == 0 => "0".to_owned(),
                () => dice.below(3).to_string(),
            };
            let figures: Vec<String> = form.cells().map(figure).collect();
            let name = format!("f{index}-{holes}.xlsx");
            fs::write(folder.path().join(&name), fill(&blank, &form, &figures)).expect("a file");
            filled.push((name, form.clone(), figures));
        }
    }
    let names: Vec<String> = filled.iter().map(|(name, ..)| name.clone()).collect();
    if !recalculate(folder.path(), &names) {
        return;
    }
    for (name, form, figures) in filled {
        let ods = fs::read(folder.path().join(Path::new(&name).with_extension("ods"))).expect("what LibreOffice wrote");
        let sheets = workbook::ods(&ods).expect("a workbook");
        let cells = &sheets.last().expect("a sheet of rules").cells;
        let of = |column: u32| cells.iter().filter(move |cell| cell.row > 0 && cell.column == column);
        let verdicts = of(4).filter(|cell| cell.text.chars().any(char::is_alphabetic)).count();
        let relations = form.relations.iter().filter(|relation| !relation.uses_last);
        assert_eq!(of(1).count(), relations.map(|relation| relation.instances.len()).sum::<usize>(), "{name}");
        assert_eq!(verdicts, verdicts_of_check(&form, &figures), "{name}");
        assert!(!name.ends_with("-10.xlsx") || verdicts > 0, "nothing is wrong in {name}");
        // What it makes of the workbook reads back as well.
        let (read, findings) = Desk::with("f.ods", &ods).read(&form, "f.ods");
        assert_eq!(told(&findings), "", "{name}");
        assert_eq!(read.iter().map(spelled).collect::<Vec<_>>(), figures, "{name}");
    }
}
