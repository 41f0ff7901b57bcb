//! Import: whatever a filled form looks like, each figure is right or told to be doubtful, and none is silently wrong.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use encoding_rs::GB18030;
use gongkai::edition::library::{Library, Texts};
use gongkai::import::chart::Chart;
use gongkai::import::import;
use gongkai::import::reader::{self, Kind};
use gongkai::import::recognise::{Recognition, recognise};
use gongkai::import::value::Doubt;
use gongkai::model::figure::{CellId, Figure};
use gongkai::model::form::{BUILT_IN, Form};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::{Sources, Text};
use proptest::prelude::*;
use tempfile::TempDir;

#[path = "shared/printed.rs"]
mod printed;
use printed::{Container, Dice, Piece, Printed, Rows, STYLES, print, spell};

/// The national forms, and that of the example's county.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let own =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county/forms/yunlan-2012.yaml")).expect("a form");
    let all = BUILT_IN.iter().map(|(path, source)| (*path, (*source).to_owned())).chain([("own", own)]);
    all.map(|(path, source)| Form::read(&Text::new(path, source), &mut Diagnostics::new()).expect("a form")).collect()
});

/// A filled form: what stands in each cell, as it is written; totals are right.
fn filled(form: &Form, dice: &mut Dice) -> Vec<String> {
    let mut cells = vec![String::new(); form.cell_count()];
    for table in &form.tables {
        for row in 0..table.rows.len() {
            let Some(range) = table.cells(row) else { continue };
            let total = table.leaves.iter().position(|leaf| leaf.total);
            let is_blank = dice.happens(25);
            let has_holes = total.is_some() && dice.happens(20);
            let mut sum = 0;
            for (leaf, cell) in range.clone().enumerate() {
                if is_blank || Some(leaf) == total || (has_holes && dice.happens(40)) {
                    continue;
                }
                let number = [0, 0, dice.below(10), dice.below(100), dice.below(3000)][dice.below(5)];
                sum += number;
                let kind = form.kind(form.cells().nth(cell).expect("a cell"));
                cells[cell] = match (kind.amount, kind.signed) {
                    (true, _) if dice.happens(60) => format!("{number}.{:02}", dice.below(100)),
                    (_, true) if number > 0 && dice.happens(50) => format!("-{number}"),
                    _ => number.to_string(),
                };
            }
            if let Some(total) = total.filter(|_| !is_blank) {
                cells[range.start + total] = sum.to_string();
            }
        }
    }
    cells
}

/// What became of a file: what was recognised in it.
fn read_back(form: &Form, container: Container, tables: &[(Vec<String>, Rows)]) -> Recognition {
    let bytes = container.write(tables);
    let kind = Kind::of(&format!("a.{}", container.ending())).expect("a kind");
    let document = reader::read(kind, &bytes).expect("a document").document;
    recognise(&Chart::of(form), &document)
}

/// Cells that are wrong though nothing was said, and how many are right.
///
/// In text whose columns are blanks, nobody can see a table without any figure: then it is right that it is missing.
fn compare(form: &Form, truth: &[String], recognition: &Recognition, container: Container) -> (Vec<String>, usize) {
    let (mut wrong, mut right) = (Vec::new(), 0);
    for cell in form.cells() {
        let wanted = form.kind(cell).parse(&truth[cell.index()]).expect("a figure");
        let name = || format!("{:?} {}", form.keys(cell), form.label(cell));
        match &recognition.taken[cell.index()] {
            Some(taken) if taken.figure == wanted => right += 1,
            Some(taken) => wrong.push(format!("{}: {:?} instead of {wanted:?}, from {:?}", name(), taken.figure, taken.spot)),
            None if recognition.questions.iter().any(|question| question.cell == Some(cell)) => {
                let is_missing = recognition.questions.iter().any(|q| q.cell == Some(cell) && q.doubt == Doubt::Missing);
                let is_unseen = matches!(container, Container::Columns | Container::Pages);
                right += usize::from(is_unseen && is_missing && wanted == Figure::Blank);
            }
            // A row that many forms leave out may be missing.
            None if is_optional(form, cell) => right += usize::from(wanted == Figure::Blank),
            None => wrong.push(format!("{}: not a word about {wanted:?}", name())),
        }
    }
    (wrong, right)
}

fn is_optional(form: &Form, cell: CellId) -> bool {
    form.position(cell).is_some_and(|(table, row, _)| form.tables[table].rows[row].optional)
}

/// Spells every label in a style of its own, or all in one.
fn spelled(tables: Vec<Printed>, container: Container, style: &mut dyn FnMut() -> usize) -> Vec<Printed> {
    let mut tables = tables;
    for piece in tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()).filter(|piece| piece.is_label) {
        piece.text = spell(&piece.text, style(), container.has_lines());
    }
    tables
}

fn titled(tables: Vec<Printed>) -> Vec<(Vec<String>, Rows)> {
    tables.into_iter().map(|table| (vec![table.title], table.rows)).collect()
}

#[test]
fn what_is_not_mangled_is_read_whole() {
    let (mut all, mut right) = (0, 0);
    for (index, form) in FORMS.iter().enumerate() {
        // What was printed is not what was written: below it is tried for being told.
        for container in Container::ALL.into_iter().filter(|container| *container != Container::Pages) {
            for style in 0..STYLES {
                let mut dice = Dice(u64::try_from(index * 1000 + style).expect("a seed"));
                let truth = filled(form, &mut dice);
                let printed = spelled(print(form, &|cell| truth[cell].clone()), container, &mut || style);
                let recognition = read_back(form, container, &titled(printed));
                let (wrong, good) = compare(form, &truth, &recognition, container);
                assert!(wrong.is_empty(), "{} {container:?} {style}: {wrong:#?}", form.id);
                let doubts: Vec<_> =
                    recognition.questions.iter().map(|q| (q.doubt, q.cell.map(|c| form.label(c)), q.source())).collect();
                assert!(
                    good * 1000 >= form.cell_count() * 995,
                    "{} {container:?} {style}: {good} of {}: {doubts:#?}",
                    form.id,
                    form.cell_count()
                );
                all += form.cell_count();
                right += good;
            }
        }
    }
    assert!(right * 1000 >= all * 995, "{right} of {all}");
}

/// What befalls a printed table.
fn mangle(table: &mut Printed, dice: &mut Dice, container: Container) {
    let has_typos = dice.happens(40);
    for piece in table.rows.iter_mut().flatten() {
        if piece.is_label && has_typos && dice.happens(12) {
            piece.text = misspelled(&piece.text, dice);
        }
        if piece.is_figure && !piece.text.is_empty() && dice.happens(3) {
            piece.text = rewritten(&piece.text, dice);
        }
    }
    if dice.happens(30) {
        glue(table, dice, container);
    }
    if dice.happens(20) && table.rows.len() > table.head + 2 {
        let row = table.head + dice.below(table.rows.len() - table.head);
        // A row that others are merged with takes them along.
        if table.rows.iter().all(|row| row.iter().all(|piece| piece.rows == 1)) {
            table.rows.remove(row);
        }
    }
}

/// A letter more, less, or another one.
fn misspelled(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return text.to_owned();
    }
    let at = dice.below(letters.len());
    match dice.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters[at] = '某',
        _ => letters.insert(at, '的'),
    }
    letters.into_iter().collect()
}

/// A number as people write it.
fn rewritten(text: &str, dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => text
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).expect("a digit") } else { c })
            .collect(),
        1 => format!("{text}件"),
        2 if text.len() > 3 && !text.contains(['.', '-']) => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
        3 => format!("约{text}"),
        _ => format!("{text} "),
    }
}

/// Two figures get into one cell.
fn glue(table: &mut Printed, dice: &mut Dice, container: Container) {
    let row = table.head + dice.below(table.rows.len() - table.head);
    let figures: Vec<usize> = (0..table.rows[row].len()).filter(|at| table.rows[row][*at].is_figure).collect();
    let pairs: Vec<usize> = figures
        .iter()
        .copied()
        .filter(|at| {
            let is_full = |at: usize| table.rows[row].get(at).is_some_and(|piece| piece.is_figure && !piece.text.is_empty());
            is_full(*at) && is_full(at + 1)
        })
        .collect();
    if pairs.is_empty() {
        return;
    }
    let at = pairs[dice.below(pairs.len())];
    let second = std::mem::take(&mut table.rows[row][at + 1].text);
    let between = if dice.happens(50) { " " } else { "" };
    table.rows[row][at].text.push_str(&format!("{between}{second}"));
    match dice.below(3) {
        0 if container != Container::Columns && container != Container::Excel => drop(table.rows[row].remove(at + 1)),
        1 if container.has_lines() => {
            table.rows[row].remove(at + 1);
            table.rows[row][at].columns = 2;
        }
        _ => {}
    }
}

/// Cuts a table where a page ends, between rows that are not merged; the head may stand on the next page again.
fn cut(table: Printed, dice: &mut Dice) -> Vec<(Vec<String>, Rows)> {
    let reach: Vec<usize> = (0..table.rows.len())
        .map(|row| (0..=row).flat_map(|r| table.rows[r].iter().map(move |p| r + p.rows)).max().unwrap_or(0))
        .collect();
    let places: Vec<usize> = (table.head + 1..table.rows.len()).filter(|row| reach[row - 1] <= *row).collect();
    if places.is_empty() {
        return vec![(vec![table.title], table.rows)];
    }
    let at = places[dice.below(places.len())];
    let mut rest = table.rows[at..].to_vec();
    if dice.happens(60) {
        rest.splice(0..0, table.rows[..table.head].to_vec());
    }
    vec![(vec![table.title], table.rows[..at].to_vec()), (vec!["- 4 -".to_owned()], rest)]
}

/// Merged cells come apart: their text stands in the first place only.
fn split(rows: &Rows) -> Rows {
    let flat: Vec<Vec<Piece>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .flat_map(|piece| {
                    let first = Piece { columns: 1, ..piece.clone() };
                    let others = (1..piece.columns).map(|_| Piece { columns: 1, rows: piece.rows, ..Piece::default() });
                    std::iter::once(first).chain(others).collect::<Vec<_>>()
                })
                .collect()
        })
        .collect();
    flat
}

/// What the example's county has reported comes back, whatever kind of file it is in; the form is recognised.
#[test]
fn the_reports_of_the_example_come_back() {
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county");
    let library = Library::read(Sources::read(&county).expect("a site"), Texts::Dropped);
    let (mut all, mut right) = (0, 0);
    for (index, (path, report)) in library.reports().enumerate() {
        let Some(statistics) = &report.facts.statistics else { continue };
        let form = &library.forms()[statistics.form.0 as usize];
        let container = Container::ALL[index % (Container::ALL.len() - 1)];
        let truth: Vec<String> = statistics
            .figures
            .all()
            .iter()
            .map(|f| if *f == Figure::NotApplicable { "n/a".to_owned() } else { f.to_string() })
            .collect();
        let printed = spelled(print(form, &|cell| truth[cell].clone()), container, &mut || index % STYLES);
        let mut tables = titled(printed);
        tables[0].0.insert(0, report.facts.title.clone());
        let kind = Kind::of(&format!("a.{}", container.ending())).expect("a kind");
        let document = reader::read(kind, &container.write(&tables)).expect("a document").document;
        let imported = import(document, library.forms(), None, None);
        assert_eq!(imported.form.map(|index| &library.forms()[index].id), Some(&form.id), "{path} {container:?}");
        assert_eq!(imported.facts.title.as_ref(), Some(&report.facts.title), "{path}");
        assert_eq!(imported.facts.year, Some(report.facts.year), "{path}");
        let (wrong, good) = compare(form, &truth, &imported.recognition, container);
        assert!(wrong.is_empty(), "{path} {container:?}: {wrong:#?}");
        all += form.cell_count();
        right += good;
    }
    assert!(all > 10_000 && right * 1000 >= all * 995, "{right} of {all}");
}

/// A folder, in which the program is run.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        desk.put("site.yaml", b"title: t\nbase_url: https://a.example/\n");
        desk.put("content/town/agency.yaml", "name: 示例县示例镇人民政府\nshort_name: 示例镇\nlevel: township\n".as_bytes());
        desk
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).expect(path)
    }

    fn is_there(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Imports: the exit code, and what was told.
    fn import(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.arg("import").args(arguments).args(["--as-of", "2026-01-15"]);
        let output = command.current_dir(self.0.path()).env_clear().env("LC_ALL", "en").output().expect("the program");
        (output.status.code(), String::from_utf8([output.stderr, output.stdout].concat()).expect("UTF-8"))
    }
}

/// The report in `content/` as a text that `pdftotext` left: comes back as it is there.
#[test]
fn a_published_report_comes_back_from_its_text() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = repository.join("content/helan/xigang/2016/annual-report.md");
    let wanted = fs::read_to_string(source).expect("a report");
    let library = Library::read(Sources::read(repository).expect("a site"), Texts::Dropped);
    let (_, report) = library.reports().next().expect("a report");
    let facts = &report.facts;
    let statistics = facts.statistics.as_ref().expect("statistics");
    let form = &library.forms()[statistics.form.0 as usize];
    let body = wanted.splitn(3, "---\n").nth(2).expect("a text").trim().to_owned();
    let mut text = facts.title.replace("2016年", " 2016 年").replace("工作年度", "工作 年度") + "\n\n";
    for line in body.lines() {
        // The page ends within a sentence, and blanks stand between words.
        let line = line
            .trim_start_matches('#')
            .trim_start()
            .replace("怎样公开、", "怎样公开、\n\n")
            .replace("电子邮箱、", "电子 邮箱、 ");
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(
        "\n贺兰县习岗镇人民政府\n\n2017年1月20日\n\n政府信息公开情况统计表\n\n(2016 年度)\n\n填报单位(盖章): 习岗镇人民政府\n\n",
    );
    let figures = statistics.figures.all();
    let mut tables = spelled(print(form, &|cell| figures[cell].to_string()), Container::Tabs, &mut || 1);
    // The form as it was printed had no rows for what the norm leaves open.
    let optional: Vec<bool> = form.tables[0].rows.iter().map(|row| row.optional).collect();
    let mut index = 0_usize;
    tables[0].rows.retain(|_| {
        index += 1;
        !optional.get(index.wrapping_sub(2)).copied().unwrap_or(false)
    });
    let tables: Vec<(Vec<String>, Rows)> = tables.into_iter().map(|table| (Vec::new(), table.rows)).collect();
    text.push_str(String::from_utf8(Container::Tabs.write(&tables)).expect("UTF-8").trim());
    text.push_str("\n\n单位负责人：董振华 审核人：胡彦明 填报人：杨超\n联系电话：8061253 填报日期：2017年1月20日\n");
    let desk = Desk::new();
    desk.put("content/xigang/agency.yaml", "name: 贺兰县习岗镇人民政府\nlevel: township\n".as_bytes());
    desk.put("2016.txt", text.as_bytes());
    let (code, told) = desk.import(&["2016.txt"]);
    assert!(
        told.contains("2016.txt → content/xigang/2016/annual-report.md: cn-2014, 16 figures, 40 blank, nothing to look at\n"),
        "{told}"
    );
    assert_eq!(code, Some(0));
    let written = desk.read("content/xigang/2016/annual-report.md");
    assert_eq!(written.splitn(3, "---\n").nth(2).expect("a text").trim(), body);
    let again = Library::read(Sources::read(desk.0.path()).expect("a site"), Texts::Dropped);
    let (_, again) = again.reports().next().expect("a report");
    let back = &again.facts;
    assert_eq!(
        (&back.title, back.year, back.published, back.written),
        (&facts.title, facts.year, facts.published, facts.written)
    );
    assert_eq!((&back.issuer, &back.signatories, &back.phone), (&facts.issuer, &facts.signatories, &facts.phone));
    let own = back.statistics.as_ref().expect("statistics");
    assert_eq!((own.filled, &own.filler, own.figures.all()), (statistics.filled, &statistics.filler, figures));
}

/// A short report of a town, with a table of the form.
fn short(rows: &str) -> String {
    format!(
        "示例县示例镇2025年政府信息公开工作年度报告\n\n一、总体情况\n\n本年情况如下。\n\n政务公开情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n{rows}"
    )
}

#[test]
fn what_is_doubtful_is_blank_and_told_and_the_report_waits() {
    let desk = Desk::new();
    let phone = format!("{}{}", "138", "00001234");
    let text = short(&format!("规章\t0\t0\t0\n行政规范性文件\t1,234\t0\t5\n行政某某\t{phone}\t1\t2\n行政复议和{phone}\t\t\t\n"));
    desk.put("a.txt", text.as_bytes());
    let (code, told) = desk.import(&["a.txt", "--form", "cn-2021", "--review", "review.html"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("\"1,234\" has its digits set apart"), "{told}");
    assert!(told.contains("\"行政某某\" is no row of the form; it says \"138****1234\""), "{told}");
    assert!(told.contains("left out: 行政复议和138****1234"), "{told}");
    assert!(!told.contains(&phone), "{told}");
    let written = desk.read("content/town/2025/annual-report.md");
    assert!(written.contains("status: draft\n") && written.contains("regulations: [0, 0, 0]"), "{written}");
    assert!(written.contains("normative_documents: [~, 0, 5]") && written.contains("[? 1,234]"), "{written}");
    let page = desk.read("review.html");
    assert!(page.contains("138****1234") && !page.contains(&phone) && page.contains("1,234"));
}

#[test]
fn nothing_is_written_over_nor_when_it_is_only_tried() {
    let desk = Desk::new();
    let text = short("规章\t0\t0\t0\n行政规范性文件\t1\t0\t5\n");
    desk.put("in/a.txt", &GB18030.encode(&text).0);
    let (code, told) = desk.import(&["in", "--dry-run", "--form", "cn-2021"]);
    assert!(
        code == Some(0) && told.contains("in gb18030") && told.ends_with("Nothing was written, because of --dry-run.\n"),
        "{told}"
    );
    assert!(!desk.is_there("content/town/2025"));
    let (code, told) = desk.import(&["in", "--keep", "--form", "cn-2021"]);
    assert!(code == Some(0) && desk.is_there("content/town/2025/a.txt"), "{told}");
    desk.put("content/town/2025/annual-report.md", b"---\ntitle: t\nyear: 2025\npublished: 2026-01-01\n---\nmine\n");
    let (code, told) = desk.import(&["in", "--form", "cn-2021"]);
    assert!(code == Some(1) && told.contains("has a report on 2025 already"), "{told}");
    assert!(desk.read("content/town/2025/annual-report.md").ends_with("mine\n"));
}

#[test]
fn a_list_says_whose_reports_files_are() {
    let desk = Desk::new();
    desk.put("content/other/agency.yaml", "name: 示例县别镇人民政府\nlevel: township\n".as_bytes());
    let text = short("规章\t0\t0\t0\n行政规范性文件\t1\t0\t5\n").replace("示例县示例镇2025年", "");
    desk.put("in/a.txt", text.as_bytes());
    desk.put("in/b.txt", text.as_bytes());
    // As Excel writes it in Chinese.
    let list = "文件,机关,年份,表\r\na.txt,town,2024年,cn-2021\r\nb.txt,示例县别镇人民政府,2023,\r\n";
    desk.put("in/map.csv", &GB18030.encode(list).0);
    let (code, told) = desk.import(&["in/a.txt", "in/b.txt", "--map", "in/map.csv", "--form", "cn-2021"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        desk.is_there("content/town/2024/annual-report.md") && desk.is_there("content/other/2023/annual-report.md"),
        "{told}"
    );
    let table = "file      report                               figures  blank  to look at\nin/a.txt  content/town/2024/annual-report.md         6      0";
    assert!(told.contains(table), "{told}");
    // Without files, those that the list names.
    desk.put("in/map.csv", "file,agency,year\na.txt,town,2022\n".as_bytes());
    let (code, told) = desk.import(&["--map", "in/map.csv", "--form", "cn-2021"]);
    assert!(code == Some(0) && desk.is_there("content/town/2022/annual-report.md"), "{told}");
}

#[test]
fn mistakes_in_a_list_are_told_all_at_once_and_nothing_is_imported() {
    let desk = Desk::new();
    desk.put("in/a.txt", short("规章\t0\t0\t0\n").as_bytes());
    desk.put("map.csv", "file,agency,year,form\nb.txt,town,2025,\na.txt,twon,1825,cn-2020\na.txt,,,\n".as_bytes());
    let (code, told) = desk.import(&["in", "--map", "map.csv"]);
    assert_eq!(code, Some(1));
    for (wanted, at) in [
        ("there is no file \"b.txt\" among those", "map.csv:2:1"),
        ("there is no agency \"twon\"", "map.csv:3:7"),
        ("\"1825\" is no year", "map.csv:3:12"),
        ("there is no form \"cn-2020\"", "map.csv:3:17"),
        ("the list has this file already", "map.csv:4:1"),
    ] {
        assert!(told.contains(wanted) && told.contains(at), "{wanted}: {told}");
    }
    assert!(
        told.ends_with("The list of files has 5 errors; nothing was imported.\n") && !desk.is_there("content/town/2025"),
        "{told}"
    );
}

#[test]
fn two_files_of_one_report_are_told() {
    let desk = Desk::new();
    let text = short("规章\t0\t0\t0\n行政规范性文件\t1\t0\t5\n");
    desk.put("in/a.txt", text.as_bytes());
    desk.put("in/b.txt", text.as_bytes());
    for dry in [&["--dry-run"][..], &[]] {
        let (code, told) = desk.import(&[&["in", "--form", "cn-2021"], dry].concat());
        let wanted = "this is 示例县示例镇人民政府's report on 2025, as is in/a.txt, which was imported";
        assert!(code == Some(1) && told.contains(wanted), "{told}");
    }
}

#[test]
fn what_cannot_be_imported_is_told_with_what_to_do() {
    let desk = Desk::new();
    let text = short("规章\t0\t0\t0\n");
    desk.put("a.pdf", b"%PDF-1.4");
    desk.put("b.doc", b"x");
    desk.put("c.png", b"x");
    desk.put("d.docx", b"no archive");
    desk.put("e.txt", text.replace("2025年", "").as_bytes());
    desk.put("f.txt", text.replace("示例镇", "某镇").as_bytes());
    desk.put("g.txt", b"\xC4\xEA\xFF");
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let blank = printed::archive(&[("word/document.xml", "<w:document xmlns:w=\"w\"><w:body><w:p/></w:body></w:document>")]);
    desk.put("h.docx", &old);
    desk.put("i.xlsx", &[old, vec![0; 512], locked].concat());
    desk.put("j.docx", b"");
    desk.put("k.docx", &blank);
    desk.put("l.docx", &printed::archive(&[("xl/workbook.xml", "<workbook/>")]));
    desk.put("m.txt", &blank);
    desk.put("n.txt", b"%PDF-1.4");
    for (file, wanted) in [
        ("a.pdf", "pdftotext -layout"),
        ("b.doc", "soffice --headless"),
        ("c.png", "Import .docx, .xlsx, .ods, .csv, .html, .md or .txt."),
        ("d.docx", "is no file of Word or Excel"),
        ("h.docx", "Renaming does not convert it"),
        ("i.xlsx", "is protected by a password"),
        ("j.docx", "j.docx is empty"),
        ("k.docx", "k.docx is empty"),
        ("l.docx", "Rename it to .xlsx."),
        ("m.txt", "Rename it to .docx."),
        ("n.txt", "pdftotext -layout"),
        ("e.txt", "--year 2025"),
        ("f.txt", "--agency PATH"),
        ("g.txt", "is not text in UTF-8"),
        ("nowhere.txt", "nowhere.txt"),
    ] {
        let (code, told) = desk.import(&[file]);
        assert!(code == Some(1) && told.contains(wanted), "{file}: {told}");
    }
    let (code, told) = desk.import(&["f.txt", "--form", "cn-2020"]);
    assert!(code == Some(2) && told.contains("there is no form \"cn-2020\""), "{told}");
}

/// Damaged files of Word and Excel are told to be that, and end no program.
#[test]
fn no_damaged_file_stops_it() {
    let form = &FORMS[2];
    for container in [Container::Word, Container::Excel] {
        let sound = container.write(&titled(print(form, &|cell| cell.to_string())));
        let kind = Kind::of(&format!("a.{}", container.ending())).expect("a kind");
        let mut dice = Dice(7);
        for _ in 0..150 {
            let mut bytes = sound.clone();
            for _ in 0..1 + dice.below(6) {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).expect("a byte");
            }
            bytes.truncate(bytes.len() - dice.below(2) * dice.below(bytes.len()));
            if let Ok(read) = reader::read(kind, &bytes) {
                recognise(&Chart::of(form), &read.document);
            }
        }
    }
}

fn cases() -> u32 {
    std::env::var("VARIANTS").ok().and_then(|number| number.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_figure_is_silently_wrong(seed in any::<u64>(), which in 0_usize..4, container in 0_usize..Container::ALL.len()) {
        let mut dice = Dice(seed);
        let form = &FORMS[which];
        let container = Container::ALL[container];
        let truth = filled(form, &mut dice);
        let common = dice.below(STYLES);
        let is_mixed = dice.happens(50);
        let mut styles = Dice(seed ^ 1);
        let printed = print(form, &|cell| truth[cell].clone());
        let mut tables = spelled(printed, container, &mut || if is_mixed { styles.below(STYLES) } else { common });
        for table in &mut tables {
            mangle(table, &mut dice, container);
            if dice.happens(15) {
                table.rows = split(&table.rows);
            }
        }
        let tables: Vec<(Vec<String>, Rows)> = tables.into_iter().flat_map(|table| match dice.happens(40) {
            true => cut(table, &mut dice),
            false => vec![(vec![table.title], table.rows)],
        }).collect();
        let recognition = read_back(form, container, &tables);
        let (wrong, _) = compare(form, &truth, &recognition, container);
        prop_assert!(wrong.is_empty(), "{} {:?}: {:#?}\n{}", form.id, container, wrong, String::from_utf8_lossy(&container.write(&tables)));
    }
}
