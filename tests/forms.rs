//! Forms nobody has thought of: a random form, filled in at random, must come out of the page, the CSV and the JSON as it went in.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[path = "shared/html.rs"]
#[expect(dead_code, reason = "cases.rs uses the rest")]
mod html;
#[path = "shared/output.rs"]
mod output;

/// How many forms are tried; `FORMS=2000 cargo test --test forms` tries more, and others each time.
const CASES: u32 = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    List,
    Part,
    Matrix,
    Across,
}

/// A row, and those below it.
#[derive(Debug, Clone)]
struct Row {
    heading: bool,
    optional: bool,
    amount: bool,
    unit: bool,
    mark: u8,
    below: Vec<Row>,
}

/// A column, or a group of them.
#[derive(Debug, Clone)]
struct Column {
    signed: bool,
    amount: bool,
    unit: bool,
    total: bool,
    below: Vec<Column>,
}

#[derive(Debug, Clone)]
struct Table {
    layout: Layout,
    unit: bool,
    corner: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// What a cell is filled with; numbers that the cell does not take lose their sign or decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fill {
    Blank,
    NotApplicable,
    Number { whole: u64, decimals: String, negative: bool },
}

/// A form, two reports' figures as they come, and ways to write them down.
#[derive(Debug, Clone)]
struct Sample {
    tables: Vec<Table>,
    fills: [Vec<Fill>; 2],
    styles: Vec<u8>,
}

fn row() -> impl Strategy<Value = Row> {
    let flags = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), any::<bool>(), 0_u8..4);
    let leaf = flags.prop_map(|(heading, optional, amount, unit, mark)| Row {
        heading,
        optional,
        amount,
        unit,
        mark,
        below: Vec::new(),
    });
    leaf.prop_recursive(2, 8, 3, |below| {
        let flags = (any::<bool>(), any::<bool>(), 0_u8..4);
        (flags, prop::collection::vec(below, 1..4)).prop_map(|((heading, unit, mark), below)| {
            // An optional row with rows below it would leave them without their heading.
            Row { heading, optional: false, amount: false, unit, mark, below }
        })
    })
}

fn column() -> impl Strategy<Value = Column> {
    let flags = (prop::bool::weighted(0.2), prop::bool::weighted(0.2), any::<bool>(), any::<bool>());
    let leaf = flags.prop_map(|(signed, amount, unit, total)| Column { signed, amount, unit, total, below: Vec::new() });
    leaf.prop_recursive(2, 6, 3, |below| {
        let group = |below| Column { signed: false, amount: false, unit: false, total: false, below };
        prop::collection::vec(below, 1..4).prop_map(group)
    })
}

fn table() -> impl Strategy<Value = Table> {
    let layout = prop::sample::select(vec![Layout::List, Layout::Part, Layout::Matrix, Layout::Across]);
    let columns = prop_oneof![prop::collection::vec(column(), 1..4), column().prop_map(|column| vec![column])];
    (layout, any::<bool>(), any::<bool>(), columns, prop::collection::vec(row(), 1..5)).prop_map(
        |(layout, unit, corner, mut columns, mut rows)| {
            // Across, columns stand in no groups.
            if layout == Layout::Across {
                columns.iter_mut().for_each(|column| column.below.clear());
            }
            // A table has a row that is always printed; where headings stand beside or above rows, every one has some.
            let is_tree = matches!(layout, Layout::Matrix | Layout::Across);
            let mut groups = vec![&mut rows];
            while let Some(siblings) = groups.pop() {
                for (index, row) in siblings.iter_mut().enumerate() {
                    row.optional &= index > 0;
                    row.heading &= !row.below.is_empty() || (!is_tree && index > 0);
                    if is_tree {
                        groups.push(&mut row.below);
                    }
                }
            }
            Table { layout, unit, corner, columns, rows }
        },
    )
}

fn fill() -> impl Strategy<Value = Fill> {
    let number = (prop_oneof![Just(0_u64), 1_u64..100, 1_u64..1_000_000_000_000_000_000], "[0-9]{0,6}", any::<bool>());
    prop_oneof![
        2 => Just(Fill::Blank),
        1 => Just(Fill::NotApplicable),
        5 => number.prop_map(|(whole, decimals, negative)| Fill::Number { whole, decimals, negative }),
    ]
}

fn sample() -> impl Strategy<Value = Sample> {
    let fills = || prop::collection::vec(fill(), 60..400);
    (prop::collection::vec(table(), 1..4), [fills(), fills()], prop::collection::vec(any::<u8>(), 40))
        .prop_map(|(tables, fills, styles)| Sample { tables, fills, styles })
}

/// A heading of either axis: its key, label and unit, the way down to it, and what its cells take.
#[derive(Debug, Clone)]
struct Heading {
    key: String,
    label: String,
    unit: Option<String>,
    path: Vec<String>,
    has_figures: bool,
    optional: bool,
    amount: bool,
    signed: bool,
}

/// The rows of a table, each before those below it.
fn rows(table: &Table, index: usize) -> Vec<Heading> {
    fn walk(rows: &[Row], above: &str, path: &[String], layout: Layout, out: &mut Vec<Heading>) {
        for (index, row) in rows.iter().enumerate() {
            let key = format!("{above}.r{index}");
            let label = format!("行 {key} <&\"'>");
            let path = [path, std::slice::from_ref(&label)].concat();
            let is_tree = matches!(layout, Layout::Matrix | Layout::Across);
            out.push(Heading {
                unit: row.unit.then(|| format!("单位 {key}")),
                has_figures: !(row.heading || is_tree && !row.below.is_empty()),
                optional: row.optional && !row.heading,
                amount: row.amount,
                signed: false,
                key: key.clone(),
                label,
                path: path.clone(),
            });
            walk(&row.below, &key, &path, layout, out);
        }
    }
    let mut out = Vec::new();
    walk(&table.rows, &format!("t{index}"), &[], table.layout, &mut out);
    out
}

/// The columns of a table that hold figures.
fn leaves(table: &Table) -> Vec<Heading> {
    fn walk(columns: &[Column], above: &str, path: &[String], out: &mut Vec<Heading>) {
        for (index, column) in columns.iter().enumerate() {
            let key = format!("{above}c{index}");
            let label = format!("列 {key} <&\"'>");
            let path = [path, std::slice::from_ref(&label)].concat();
            if column.below.is_empty() {
                let unit = column.unit.then(|| format!("单位 {key}"));
                let (amount, signed) = (column.amount, column.signed);
                out.push(Heading { key, label, unit, path, has_figures: true, optional: false, amount, signed });
            } else {
                walk(&column.below, &key, &path, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&table.columns, "", &[], &mut out);
    out
}

/// A cell as it must come out.
#[derive(Debug, Clone)]
struct Cell {
    table: usize,
    row: Heading,
    leaf: Heading,
    unit: String,
    fill: Fill,
    written: String,
}

/// All cells of a report, in the order of the form, optional rows that are wholly blank left out.
fn cells(sample: &Sample, report: usize) -> Vec<Cell> {
    let mut fills = sample.fills[report].iter().cycle();
    let mut cells = Vec::new();
    for (index, table) in sample.tables.iter().enumerate() {
        let leaves = leaves(table);
        for row in rows(table, index).into_iter().filter(|row| row.has_figures) {
            let mut own = Vec::new();
            for leaf in &leaves {
                let fill = fills.next().expect("a cycle").clone();
                let written = match &fill {
                    Fill::Blank => "~".to_owned(),
                    Fill::NotApplicable => "n/a".to_owned(),
                    Fill::Number { whole, decimals, negative } => {
                        let decimals = if (row.amount || leaf.amount) && !decimals.is_empty() {
                            format!(".{decimals}")
                        } else {
                            String::new()
                        };
                        let is_zero = *whole == 0 && decimals.bytes().all(|b| matches!(b, b'.' | b'0'));
                        format!("{}{whole}{decimals}", if leaf.signed && *negative && !is_zero { "-" } else { "" })
                    }
                };
                let unit = row.unit.clone().or_else(|| leaf.unit.clone()).or_else(|| table.unit.then(|| "件".to_owned()));
                own.push(Cell {
                    table: index,
                    row: row.clone(),
                    leaf: leaf.clone(),
                    unit: unit.unwrap_or_default(),
                    fill,
                    written,
                });
            }
            if !row.optional || own.iter().any(|cell| cell.fill != Fill::Blank) {
                cells.extend(own);
            }
        }
    }
    cells
}

/// The form as a file.
fn form_file(sample: &Sample) -> String {
    fn row_lines(rows: &[Row], above: &str, indent: usize, out: &mut String) {
        for (index, row) in rows.iter().enumerate() {
            let (pad, key) = (" ".repeat(indent), format!("{above}.r{index}"));
            let _ = writeln!(out, "{pad}- key: {key}\n{pad}  label: '行 {key} <&\"''>'");
            for (name, is_set) in [
                ("heading", row.heading),
                ("optional", row.optional && !row.heading),
                ("amount", row.amount),
                ("continued", row.mark == 1),
                ("total", row.mark == 2),
            ] {
                if is_set {
                    let _ = writeln!(out, "{pad}  {name}: true");
                }
            }
            if row.unit {
                let _ = writeln!(out, "{pad}  unit: 单位 {key}");
            }
            if !row.below.is_empty() {
                let _ = writeln!(out, "{pad}  rows:");
                row_lines(&row.below, &key, indent + 4, out);
            }
        }
    }
    fn column_lines(columns: &[Column], above: &str, indent: usize, out: &mut String) {
        for (index, column) in columns.iter().enumerate() {
            let (pad, key) = (" ".repeat(indent), format!("{above}c{index}"));
            let _ = writeln!(out, "{pad}- label: '列 {key} <&\"''>'");
            if column.below.is_empty() {
                let _ = writeln!(out, "{pad}  key: {key}");
                for (name, is_set) in [("signed", column.signed), ("amount", column.amount), ("total", column.total)] {
                    if is_set {
                        let _ = writeln!(out, "{pad}  {name}: true");
                    }
                }
                if column.unit {
                    let _ = writeln!(out, "{pad}  unit: 单位 {key}");
                }
            } else {
                let _ = writeln!(out, "{pad}  columns:");
                column_lines(&column.below, &key, indent + 4, out);
            }
        }
    }
    let mut out = "id: random\ntitle: 随机表\ntables:\n".to_owned();
    for (index, table) in sample.tables.iter().enumerate() {
        let layout = format!("{:?}", table.layout).to_lowercase();
        let _ = writeln!(out, "  - id: t{index}\n    title: 第{index}表\n    layout: {layout}");
        if table.unit {
            out.push_str("    unit: 件\n");
        }
        if table.corner {
            out.push_str("    corner: 角\n");
        }
        out.push_str("    columns:\n");
        column_lines(&table.columns, "", 6, &mut out);
        out.push_str("    rows:\n");
        row_lines(&table.rows, &format!("t{index}"), 6, &mut out);
    }
    out
}

/// A report as a file; each row is written in one of the ways that there are.
fn report_file(cells: &[Cell], styles: &[u8], year: usize) -> String {
    let mut out =
        format!("---\ntitle: 年报\nyear: {year}\npublished: {}-01-20\nstatistics:\n  form: random\n  figures:\n", year + 1);
    let mut styles = styles.iter().cycle();
    let mut rest = cells;
    let mut is_empty = true;
    while let Some(first) = rest.first() {
        let (own, after) = rest.split_at(rest.iter().take_while(|cell| cell.row.key == first.row.key).count());
        rest = after;
        let style = styles.next().expect("a cycle");
        let quote = |cell: &Cell| if style & 8 == 0 { cell.written.clone() } else { format!("\"{}\"", cell.written) };
        let list = || format!("[{}]", own.iter().map(quote).collect::<Vec<_>>().join(", "));
        let value = match style % 4 {
            0 if own.iter().all(|cell| cell.fill == Fill::Blank) => continue,
            1 if own.iter().all(|cell| cell.fill == Fill::NotApplicable) => "n/a".to_owned(),
            2 if own.len() == 1 => quote(first),
            2 | 3 => {
                let given = own.iter().rev().filter(|cell| cell.fill != Fill::Blank);
                format!("{{{}}}", given.map(|cell| format!("{}: {}", cell.leaf.key, quote(cell))).collect::<Vec<_>>().join(", "))
            }
            _ => list(),
        };
        let _ = writeln!(out, "    {}: {value}", first.row.key);
        is_empty = false;
    }
    if is_empty {
        out.truncate(out.len() - "  figures:\n".len());
    }
    out + "---\n"
}

/// Builds both reports, and compares what comes out with what went in.
fn check(sample: &Sample) -> Result<(), String> {
    let site = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a new folder");
        fs::write(path, text).expect("a new file");
    };
    write("site.yaml", "title: 示例\nbase_url: https://example.gov.cn/xxgk/\ndownloads: [xlsx]\n");
    write("content/town/agency.yaml", "name: 示例镇\nlevel: township\n");
    write("forms/random.yaml", &form_file(sample));
    for report in 0..2 {
        write(
            &format!("content/town/{}/report.md", 2024 + report),
            &report_file(&cells(sample, report), &sample.styles, 2024 + report),
        );
    }
    let portal = build(site.path())?;
    let faults = output::faults(&portal, "https://example.gov.cn/xxgk/");
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    for report in 0..2 {
        let cells = cells(sample, report);
        let folder = format!("town/{}/report", 2024 + report);
        data(&portal, &folder, &cells)?;
        page(std::str::from_utf8(&portal[&format!("{folder}/index.html")]).expect("UTF-8"), sample, &cells)?;
    }
    again(site.path(), &portal)
}

fn build(site: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("build").arg(site).args(["--lang", "en", "--as-of", "2026-06-01"]).env_clear().env("RAYON_NUM_THREADS", "1");
    let done = command.output().expect("the program");
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    Ok(output::tree(&site.join("public")))
}

/// What a report's spreadsheet and its CSV hold are the same figures again, if a report has them from there.
fn again(site: &Path, portal: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let years = [2024, 2025];
    for year in years {
        for file in ["figures.xlsx", "figures.csv"] {
            let folder = site.join(format!("content/{}/{year}", file.replace('.', "-")));
            fs::create_dir_all(&folder).expect("a new folder");
            fs::write(folder.with_file_name("agency.yaml"), format!("name: {file}\nlevel: township\n")).expect("a new file");
            fs::write(folder.join(file), &portal[&format!("town/{year}/report/{file}")]).expect("a new file");
            let front = format!("title: 年报\nyear: {year}\npublished: {}-01-20", year + 1);
            let report = format!("---\n{front}\nstatistics: {{form: random, file: {file}}}\n---\n");
            fs::write(folder.join("report.md"), report).expect("a new file");
        }
    }
    let second = build(site)?;
    for year in years {
        let text = |path: String| String::from_utf8_lossy(&second[&path]).into_owned();
        let wanted = text(format!("town/{year}/report/figures.csv"));
        for file in ["figures-xlsx", "figures-csv"] {
            same(file, text(format!("{file}/{year}/report/figures.csv")), wanted.clone())?;
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, seen: T, wanted: T) -> Result<(), String> {
    if seen == wanted { Ok(()) } else { Err(format!("{what}\n   seen: {seen:?}\n wanted: {wanted:?}")) }
}

/// The cells of a report's JSON, as the lines of its CSV.
fn lines_of_json(json: &serde_json::Value) -> Vec<[String; 8]> {
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let mut lines = Vec::new();
    for table in list(&json["tables"]) {
        let columns = list(&table["columns"]);
        for row in list(&table["rows"]) {
            let (units, figures) = (list(&row["units"]), list(&row["figures"]));
            assert!(figures.len() == columns.len() && (units.len() == 1 || units.len() == columns.len()), "{row}");
            for (index, (column, figure)) in columns.iter().zip(&figures).enumerate() {
                let (value, status) = match figure.as_str() {
                    None => (String::new(), "blank"),
                    Some("n/a") => (String::new(), "not_applicable"),
                    Some(number) => (number.to_owned(), "reported"),
                };
                let unit = text(units.get(index).unwrap_or(&units[0]));
                let [row_key, label] = [text(&row["row"]), text(&row["label"])];
                lines.push([
                    text(&table["table"]),
                    row_key,
                    label,
                    text(&column["column"]),
                    text(&column["label"]),
                    unit,
                    value,
                    status.to_owned(),
                ]);
            }
        }
    }
    lines
}

/// The CSV and the JSON of a report hold all its cells, exactly.
fn data(portal: &BTreeMap<String, Vec<u8>>, folder: &str, cells: &[Cell]) -> Result<(), String> {
    let wanted: Vec<[String; 8]> = cells
        .iter()
        .map(|cell| {
            let (value, status) = match cell.fill {
                Fill::Blank => ("", "blank"),
                Fill::NotApplicable => ("", "not_applicable"),
                Fill::Number { .. } => (cell.written.as_str(), "reported"),
            };
            let table = format!("t{}", cell.table);
            [&table, &cell.row.key, &cell.row.label, &cell.leaf.key, &cell.leaf.label, &cell.unit, value, status]
                .map(str::to_owned)
        })
        .collect();
    let csv = portal[&format!("{folder}/figures.csv")].strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    let records =
        csv::Reader::from_reader(csv).into_records().map(|record| record.expect("CSV").iter().map(str::to_owned).collect());
    let seen: Vec<[String; 8]> = records.map(|record: Vec<String>| record.try_into().expect("eight columns")).collect();
    same("figures.csv", &seen, &wanted)?;
    let json: serde_json::Value = serde_json::from_slice(&portal[&format!("{folder}/figures.json")]).expect("JSON");
    same("figures.json", &lines_of_json(&json), &wanted)
}

/// The page shows every cell once, in the order of the form, under its own headings.
fn page(page: &str, sample: &Sample, cells: &[Cell]) -> Result<(), String> {
    let tables = html::tables(page);
    same("how many tables there are", tables.len(), sample.tables.len())?;
    for (index, table) in tables.iter().enumerate() {
        let own: Vec<&Cell> = cells.iter().filter(|cell| cell.table == index).collect();
        let figures = html::figures(table);
        same("how many cells a table has", figures.len(), own.len())?;
        for ((text, headings), cell) in figures.into_iter().zip(own) {
            let name = format!("{} {}", cell.row.key, cell.leaf.key);
            let wanted = match cell.fill {
                Fill::Blank => "未填报",
                Fill::NotApplicable => "—不适用",
                Fill::Number { .. } => cell.written.as_str(),
            };
            same(&name, text.as_str(), wanted)?;
            // In a list whose columns have different units, a column's heading says its own.
            let label = |text: String| text.split_once("（单位 ").map_or(text.clone(), |(label, _)| label.to_owned());
            let above: Vec<String> = headings.into_iter().map(label).collect();
            same(&format!("the headings of {name}"), above, [cell.row.path.clone(), cell.leaf.path.clone()].concat())?;
        }
    }
    Ok(())
}

#[test]
fn whatever_a_form_is_like_its_figures_come_out_as_they_went_in() {
    let asked = std::env::var("FORMS").ok().and_then(|number| number.parse().ok());
    let config = Config { cases: asked.unwrap_or(CASES), failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = if asked.is_some() { TestRunner::new(config) } else { TestRunner::new_with_rng(config, rng) };
    let result = runner.run(&sample(), |sample| check(&sample).map_err(TestCaseError::fail));
    if let Err(proptest::test_runner::TestError::Fail(reason, sample)) = &result {
        let reports = [0, 1].map(|report| report_file(&cells(sample, report), &sample.styles, 2024 + report));
        panic!("{reason}\n\n{}\n{}\n{}", form_file(sample), reports[0], reports[1]);
    }
    result.expect("all forms");
}

/// The forms that are built in, filled with a figure of its own in each cell.
#[test]
fn every_built_in_form_adds_up() {
    let site = tempfile::tempdir().expect("a temporary folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .arg("build")
        .arg(example)
        .args(["--lang", "en", "--as-of", "2026-06-01", "--destination"])
        .arg(site.path().join("out"));
    assert!(command.env_clear().output().expect("the program").status.success());
    let portal = output::tree(&site.path().join("out"));
    assert_eq!(output::faults(&portal, "https://yunlan.example/"), Vec::<String>::new());
}

/// The reader of pages on pages that are wrong.
#[test]
fn the_checks_catch_what_they_are_for() {
    let faults = |page: &str| html::faults(&format!("<h1>x</h1>{page}"));
    assert_eq!(faults("<p>a<br>b</p>"), Vec::<String>::new());
    for (page, fault) in [
        ("<p>a</b>", "closes"),
        ("<p>", "not closed"),
        ("<p id=\"a\"></p><p id=\"a\"></p>", "stands twice"),
        ("<td headers=\"a b\"></td>", "refers to"),
        ("<a href=\"#a\"></a>", "not on the page"),
        ("<a href=\"javascript:x\"></a>", "leads to"),
        ("<a href=\"java&#x27;script\" onclick=\"x\"></a>", "onclick"),
        ("<script></script>", "<script>"),
        ("<script src=\"assets/other.js\"></script>", "<script>"),
        ("<form method=\"post\" action=\"search/index.html\"></form>", "<form>"),
        ("<h1></h1>", "not one h1"),
        ("<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>", "covers 1 columns, not 2"),
        ("<table><tbody><tr><td rowspan=\"2\">1</td></tr></tbody></table>", "spans"),
        ("<table><colgroup><col span=\"3\"></colgroup><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>", "covers 2"),
        (
            "<table><tbody><tr><td rowspan=\"2\">1</td><td>2</td></tr><tr><td colspan=\"2\">3</td></tr></tbody></table>",
            "covers 3",
        ),
    ] {
        assert!(faults(page).iter().any(|told| told.contains(fault)), "{page}: {:?}", faults(page));
    }
    assert_eq!(html::element("<p><b id=\"x\">a<i>b</i><br></b>c</p>", "x"), Some("<b id=\"x\">a<i>b</i><br></b>"));
}
