//! Every format of open data, read back: all cells, blanks included, are those of the portal.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use gongkai::edition::Edition;
use gongkai::edition::library::{Library, Texts};
use gongkai::model::figure::Figure;
use gongkai::model::form::{Form, Layout, Table};
use gongkai::model::portal::{Moment, Portal};
use gongkai::model::report::{Report, ReportId};
use gongkai::site::plan::{DataFormat, Page};
use gongkai::site::render::Content;
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Sources;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

/// A cell with all that is said of it, by the names of the columns. A figure's digits are those that were written.
type Cell = BTreeMap<String, String>;

const COLUMNS: [&str; 13] = [
    "year",
    "agency",
    "agency_code",
    "form",
    "table",
    "row",
    "label",
    "column",
    "column_label",
    "unit",
    "value",
    "status",
    "report",
];

/// What is hard to carry over: quotes and line breaks, the longest figures, amounts, negative ones, an optional row that only one report gives,
/// two forms in one year, and a name that would end a script.
const FORM: &str = r#"id: odd
title: 怪表
short: "怪/表: [一]"
tables:
  - id: list
    title: 清单
    layout: list
    corner: 指标
    columns: [{key: now, label: 本年}, {key: change, label: "增减, \"比上年\"", signed: true}]
    rows:
      - {key: head, label: 只是标题, heading: true}
      - {key: money, label: 金额, unit: 万元, amount: true}
      - {key: count, label: "件数, \"引号\"", unit: 件}
      - {key: spare, label: 另有, optional: true}
  - id: matrix
    title: 矩阵
    layout: matrix
    unit: 件
    columns: [{label: 组, columns: [{key: a, label: 甲}, {key: b, label: 乙}]}]
    rows:
      - {key: all, label: 总, rows: [{key: all.one, label: 一}, {key: all.two, label: 二}]}
  - id: part
    title: 小表
    layout: part
    columns: [{key: v, label: 数}]
    rows: [{key: p, label: 丙}]
  - id: across
    title: 横表
    layout: across
    columns: [{key: x, label: 丁}, {key: y, label: 戊}]
    rows: [{key: r, label: 己}, {key: s, label: 庚, rows: [{key: s.t, label: 辛}]}]
"#;
const FIGURES: [&str; 3] = [
    "{money: [357.63, -1.005], count: [999999999999999999, -999999999999999999], spare: [1, ~], all.one: [999999999999999, 1000000000000000], all.two: n/a, r: [0, ~], s.t: {y: 4}}",
    "{money: [0.000001, -999999999999999999.999999], count: [0, ~], all.one: [~, n/a], p: 9007199254740993}",
    "{}",
];

fn write(site: &Path, path: &str, text: &str) {
    let path = site.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a new folder");
    fs::write(path, text).expect("a new file");
}

fn odd_site(site: &Path) {
    write(
        site,
        "site.yaml",
        "title: 试验</script>\nbase_url: https://example.gov.cn/\ndownloads: [jsonl, xlsx, parquet]\nkeywords: [甲]\n",
    );
    write(site, "forms/odd.yaml", FORM);
    let names = ["\"引号,\"</script><b>&镇", "乙镇", "丙镇", "丁镇"];
    for (name, folder) in names.iter().zip(["a", "b", "c", "d"]) {
        let code = if folder == "a" { "code: \"0,1\"\n" } else { "" };
        write(site, &format!("content/{folder}/agency.yaml"), &format!("name: {}\nlevel: township\n{code}", Value::from(*name)));
    }
    let front = |year: u16, more: &str| {
        format!("---\ntitle: 年报{year}\nyear: {year}\npublished: {}-01-20\n{more}---\n\n文。\n", year + 1)
    };
    for (figures, folder) in FIGURES.iter().zip(["a", "b", "c"]) {
        let statistics = format!("statistics: {{form: odd, figures: {figures}}}\n");
        write(site, &format!("content/{folder}/2024/report.md"), &front(2024, &statistics));
    }
    let other = "statistics: {form: cn-2021, figures: {fees: 12.50, requests.new: [1, 2, 3, 4, 5, 6, 21]}}\n";
    write(site, "content/d/2024/report.md", &front(2024, other));
    write(site, "content/d/2023/report.md", &front(2023, other));
    write(site, "content/d/2022/report.md", &front(2022, ""));
    write(site, "content/a/2023/draft.md", &front(2023, &format!("status: draft\n{other}")));
}

fn edition(site: &Path) -> Edition {
    let moment = Moment { today: "2026-06-01".parse().expect("a day"), shows_drafts: false };
    let mut findings = Diagnostics::new();
    let library = Library::read(Sources::read(site).expect("a site"), Texts::Dropped);
    let edition = Edition::compile(&library, moment, &mut findings);
    edition.unwrap_or_else(|| panic!("{:?}", findings.sorted()))
}

fn bytes(edition: &Edition, file: &str) -> Vec<u8> {
    let page = edition.find(file).unwrap_or_else(|| panic!("{file} is not there"));
    match edition.render(page).expect("a page") {
        Content::Bytes(bytes) => bytes,
        Content::Year(year, format) => {
            let mut bytes = Vec::new();
            edition.write_year(year, format, &mut bytes).expect("what can be written");
            bytes
        }
        Content::Copy(path) => fs::read(path).expect("a file"),
    }
}

/// The tables of a report's form with the rows that it has: the row's index, and its figures by the column's index.
fn given(form: &Form, report: &Report) -> Vec<Vec<(usize, Vec<Figure>)>> {
    let figures = &report.facts.statistics.as_ref().expect("statistics").figures;
    let rows = |table: &Table| {
        let row = |row: usize| {
            let cells = (0..table.leaves.len()).map(|leaf| table.cell(row, leaf).map(|cell| figures.get(cell)));
            let cells: Vec<Figure> = cells.collect::<Option<_>>()?;
            let is_given = !table.rows[row].optional || cells.iter().any(|figure| *figure != Figure::Blank);
            is_given.then_some((row, cells))
        };
        (0..table.rows.len()).filter_map(row).collect()
    };
    form.tables.iter().map(rows).collect()
}

/// All cells of a year as the portal has them.
fn cells(portal: &Portal, year: u16) -> Vec<Cell> {
    let mut cells = Vec::new();
    for report in portal.reports_on(year).iter().map(|id| portal.report(*id)) {
        let Some(statistics) = &report.facts.statistics else { continue };
        let (form, agency) = (portal.form(statistics.form), portal.agency(report.agency));
        for (table, rows) in form.tables.iter().zip(given(form, report)) {
            for (row, figures) in rows {
                for (leaf, figure) in figures.iter().enumerate() {
                    let (status, value) = match figure {
                        Figure::Blank => ("blank", String::new()),
                        Figure::NotApplicable => ("not_applicable", String::new()),
                        Figure::Number(number) => ("reported", number.to_string()),
                    };
                    let values = [
                        year.to_string(),
                        agency.name.clone(),
                        agency.code.clone().unwrap_or_default(),
                        form.id.clone(),
                        table.id.clone(),
                        table.rows[row].key.clone(),
                        table.rows[row].label.clone(),
                        table.leaves[leaf].key.clone(),
                        table.leaves[leaf].label.clone(),
                        table.unit(row, leaf).unwrap_or_default().to_owned(),
                        value,
                        status.to_owned(),
                        report.path.to_string(),
                    ];
                    cells.push(COLUMNS.iter().map(|name| (*name).to_owned()).zip(values).collect());
                }
            }
        }
    }
    cells
}

fn csv(bytes: &[u8]) -> Vec<Cell> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    assert_eq!(reader.headers().expect("a header"), COLUMNS.as_slice());
    reader.deserialize().map(|record| record.expect("a record")).collect()
}

fn json_lines(bytes: &[u8]) -> Vec<Cell> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other} in a line"),
    };
    let line = |line: &str| {
        let Value::Object(fields) = serde_json::from_str(line).expect("JSON") else { panic!("{line} is no object") };
        assert_eq!(fields.keys().collect::<Vec<_>>(), COLUMNS);
        assert!(fields["value"].is_string() || fields["value"].is_null(), "a figure is text: {line}");
        fields.iter().map(|(name, value)| (name.clone(), text(value))).collect()
    };
    std::str::from_utf8(bytes).expect("UTF-8").lines().map(line).collect()
}

/// A parquet file's rows; a figure with all six decimals.
fn parquet(bytes: Vec<u8>) -> Vec<Cell> {
    let text = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Int(number) => number.to_string(),
        Field::Decimal(decimal) => {
            let bytes: [u8; 16] = decimal.data().try_into().expect("16 bytes");
            rust_decimal::Decimal::try_from_i128_with_scale(i128::from_be_bytes(bytes), 6).expect("a decimal").to_string()
        }
        other => panic!("{other} in a row"),
    };
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a parquet file");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row"));
    rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), text(field))).collect()).collect()
}

/// The same cells, a figure with six decimals.
fn with_six_decimals(mut cells: Vec<Cell>) -> Vec<Cell> {
    for value in cells.iter_mut().filter_map(|cell| cell.get_mut("value")).filter(|value| !value.is_empty()) {
        let mut number: rust_decimal::Decimal = value.parse().expect("a number");
        number.rescale(6);
        *value = number.to_string();
    }
    cells
}

/// What a spreadsheet shows where a figure stands, and what it should: `n/a`, nothing, or a number with all its digits.
fn shown(value: Option<&Data>) -> String {
    match value {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        // The shortest text that means the same float is what a spreadsheet shows.
        Some(Data::Float(number)) => format!("{number}"),
        other => panic!("{other:?} in a sheet"),
    }
}

fn expected(figure: Figure) -> String {
    match figure {
        Figure::Blank => String::new(),
        Figure::NotApplicable => "n/a".to_owned(),
        Figure::Number(number) if number.mantissa().abs() < 1_000_000_000_000_000 => number.normalize().to_string(),
        Figure::Number(number) => number.to_string(),
    }
}

fn sheets(bytes: Vec<u8>) -> Vec<Range<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    book.sheet_names().iter().map(|name| book.worksheet_range(name).expect("a sheet")).collect()
}

/// Compares a report's spreadsheet with the form as it is printed: where a figure stands follows from the layout.
fn compare_report(form: &Form, report: &Report, sheets: &[Range<Data>]) {
    assert_eq!(sheets.len(), form.tables.len());
    for ((table, rows), sheet) in form.tables.iter().zip(given(form, report)).zip(sheets) {
        let deepest = |axis: &[gongkai::model::form::Heading]| axis.iter().map(|heading| heading.depth + 1).max().unwrap_or(1);
        let captions = 3 + usize::from(table.unit.is_some());
        let across = rows.iter().map(|(row, _)| table.rows[*row].depth + 2).max().unwrap_or(1);
        let (first, stubs) = match table.layout {
            Layout::List => (captions + deepest(&table.columns), 2),
            Layout::Part => (captions + deepest(&table.columns), 1),
            Layout::Matrix => (captions + deepest(&table.columns), deepest(&table.rows)),
            Layout::Across => (captions + across, 0),
        };
        for (index, (row, figures)) in rows.iter().enumerate() {
            let headings_above = (0..*row).filter(|above| table.rows[*above].heading).count();
            for (leaf, figure) in figures.iter().enumerate() {
                let place = match table.layout {
                    Layout::Across => (first, index * figures.len() + leaf),
                    Layout::Matrix => (first + index, stubs + leaf),
                    Layout::List | Layout::Part => (first + index + headings_above, stubs + leaf),
                };
                let place = (u32::try_from(place.0).expect("a row"), u32::try_from(place.1).expect("a column"));
                let what = format!("{} {} {} at {place:?}", report.path, table.rows[*row].key, leaf);
                assert_eq!(shown(sheet.get_value(place)), expected(*figure), "{what}");
            }
        }
    }
}

/// Compares a year's spreadsheet: a sheet for each form, the reports' rows below five rows of heads.
fn compare_year(portal: &Portal, year: u16, sheets: &[Range<Data>]) {
    let mut seen = 0;
    for sheet in sheets {
        for line in 5..sheet.height() {
            let path = shown(sheet.get((line, 2)));
            let is_own = |id: &&ReportId| *portal.report(**id).path == *path;
            let report = portal.report(*portal.reports_on(year).iter().find(is_own).expect("a report"));
            let statistics = report.facts.statistics.as_ref().expect("statistics");
            let agency = portal.agency(report.agency);
            assert_eq!(
                [shown(sheet.get((line, 0))), shown(sheet.get((line, 1)))],
                [agency.name.clone(), agency.code.clone().unwrap_or_default()]
            );
            let form = portal.form(statistics.form);
            let columns: BTreeMap<String, usize> = (3..sheet.width()).map(|at| (shown(sheet.get((0, at))), at)).collect();
            for cell in form.cells() {
                let (row, column) = form.keys(cell).expect("a cell's keys");
                let figure = statistics.figures.get(cell);
                match columns.get(&format!("{row}.{column}")) {
                    Some(at) => assert_eq!(shown(sheet.get((line, *at))), expected(figure), "{path} {row}.{column}"),
                    None => assert_eq!(figure, Figure::Blank, "{path} {row}.{column} is missing"),
                }
                seen += 1;
            }
        }
    }
    let own = portal.reports_on(year).iter().filter_map(|id| portal.report(*id).facts.statistics.as_ref());
    assert_eq!(seen, own.map(|statistics| portal.form(statistics.form).cell_count()).sum::<usize>());
}

fn compare(site: &Path, years: &[u16]) {
    let edition = edition(site);
    let portal = edition.portal();
    for year in years {
        let wanted = cells(portal, *year);
        assert!(!wanted.is_empty());
        let file = |ending: &str| bytes(&edition, &format!("data/{year}.{ending}"));
        assert_eq!(csv(&file("csv")), wanted, "{year}.csv");
        assert_eq!(json_lines(&file("jsonl")), wanted, "{year}.jsonl");
        assert_eq!(parquet(file("parquet")), with_six_decimals(wanted), "{year}.parquet");
        compare_year(portal, *year, &sheets(file("xlsx")));
        for report in portal.reports_on(*year).iter().map(|id| portal.report(*id)) {
            let Some(statistics) = &report.facts.statistics else { continue };
            let book = bytes(&edition, &format!("{}/figures.xlsx", report.path));
            compare_report(portal.form(statistics.form), report, &sheets(book));
        }
    }
    let offered: Vec<u16> = edition
        .pages()
        .iter()
        .filter_map(|page| match page {
            Page::YearData(year, DataFormat::Csv) => Some(*year),
            _ => None,
        })
        .collect();
    assert_eq!(offered, years);
}

#[test]
fn what_is_hard_to_carry_over_comes_back() {
    let top = tempfile::tempdir().expect("a temporary folder");
    odd_site(top.path());
    compare(top.path(), &[2023, 2024]);
}

#[test]
fn the_example_comes_back() {
    let top = tempfile::tempdir().expect("a temporary folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county");
    for entry in walkdir::WalkDir::new(&example).into_iter().filter_entry(|entry| entry.file_name() != "public") {
        let entry = entry.expect("an entry");
        let target = top.path().join(entry.path().strip_prefix(&example).expect("a path below"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target).expect("a new folder"),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
    compare(top.path(), &(2012..=2025).collect::<Vec<u16>>());
}

/// What programs are told is true: every file is there, and every column has its name.
#[test]
fn what_is_said_of_the_files_holds() {
    let top = tempfile::tempdir().expect("a temporary folder");
    odd_site(top.path());
    let edition = edition(top.path());
    let package: Value = serde_json::from_slice(&bytes(&edition, "data/datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let paths: Vec<&str> = resources.iter().map(|resource| resource["path"].as_str().expect("a path")).collect();
    assert_eq!(paths, ["2023.csv", "2023.jsonl", "2023.parquet", "2024.csv", "2024.jsonl", "2024.parquet"]);
    for resource in resources {
        assert!(edition.find(&format!("data/{}", resource["path"].as_str().expect("a path"))).is_some());
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        assert_eq!(fields.iter().map(|field| field["name"].as_str().expect("a name")).collect::<Vec<_>>(), COLUMNS);
        assert!(resource["name"].as_str().is_some_and(|name| name.is_ascii() && !name.contains(char::is_whitespace)));
    }
    let catalog: Value = serde_json::from_slice(&bytes(&edition, "data/catalog.jsonld")).expect("JSON");
    let mut files = 0;
    for dataset in catalog["dcat:dataset"].as_array().expect("datasets") {
        for distribution in dataset["dcat:distribution"].as_array().expect("distributions") {
            let address = distribution["dcat:downloadURL"]["@id"].as_str().expect("an address");
            let file = address.strip_prefix("https://example.gov.cn/").expect("an absolute address");
            assert!(edition.find(file).is_some(), "{file} is not there");
            files += 1;
        }
    }
    assert_eq!(files, 8);
}

/// Whatever a name holds, the words for programs end where they should, and say it.
#[test]
fn no_name_ends_a_script() {
    let top = tempfile::tempdir().expect("a temporary folder");
    odd_site(top.path());
    let edition = edition(top.path());
    for (file, kind, name) in
        [("data/index.html", "Dataset", "试验</script> · 开放数据"), ("a/2024/report/index.html", "Report", "年报2024")]
    {
        let page = String::from_utf8(bytes(&edition, file)).expect("UTF-8");
        let (_, after) = page.split_once("<script type=\"application/ld+json\">").expect("words for programs");
        let (words, after) = after.split_once("</script").expect("an end");
        assert!(!after.contains("<script"), "{file} has one script");
        let words: Value = serde_json::from_str(words).expect("JSON");
        assert_eq!((words["@type"].as_str(), words["name"].as_str()), (Some(kind), Some(name)));
        if kind == "Report" {
            assert_eq!(words["author"]["name"], "\"引号,\"</script><b>&镇");
        }
    }
}
