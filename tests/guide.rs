//! The clerk's guide is so: its commands run in their order from an empty folder, print what it shows, and its files and edits make a portal.
//!
//! A fenced block `sh` is run line by line; `text printed` shows lines that the last command printed, from their beginning; `… file=PATH` is a file
//! that the reader writes; `text edit=PATH` is a line of that file, and what stands in its place afterwards, nothing if it is deleted.
//! `GUIDE=FOLDER cargo test --test guide` leaves the site there, for the screenshots.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai::model::form::{BUILT_IN, Form};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Text;

#[path = "shared/printed.rs"]
#[expect(dead_code, reason = "import.rs uses the rest")]
mod printed;
use printed::{Container, Rows, print};

/// The day on which the guide's reader sits down.
const TODAY: &str = "2026-01-25";

/// The Word file that the reader has: a report on the form of 2021, with a thousands separator in it.
fn word_file(year: u16) -> Vec<u8> {
    let (path, source) = BUILT_IN.into_iter().find(|(path, _)| path.contains("cn-2021")).expect("a form");
    let form = Form::read(&Text::new(path, source), &mut Diagnostics::new()).expect("a form");
    let known: Vec<(&str, &str, &str)> = vec![
        ("normative_documents", "issued", "2"),
        ("normative_documents", "repealed", "1"),
        ("normative_documents", "in_force", "1,234"),
        ("requests.new", "natural_persons", "6"),
        ("requests.new", "businesses", "1"),
        ("requests.new", "total", "7"),
        ("requests.results.granted", "natural_persons", "5"),
        ("requests.results.granted", "total", "5"),
        ("requests.results.total", "natural_persons", "5"),
        ("requests.results.total", "total", "5"),
        ("requests.carried_out", "natural_persons", "1"),
        ("requests.carried_out", "businesses", "1"),
        ("requests.carried_out", "total", "2"),
    ];
    let cell = |index: usize| {
        let keys = form.cells().nth(index).and_then(|cell| form.keys(cell));
        let own = known.iter().find(|(row, column, _)| keys == Some((*row, *column)));
        own.map_or("0", |(_, _, figure)| figure).to_owned()
    };
    let before: [&[&str]; 6] = [
        &["一、总体情况", "本镇按要求做好政府信息公开工作。", "二、主动公开政府信息情况"],
        &[],
        &[],
        &[],
        &["三、收到和处理政府信息公开申请情况"],
        &["四、政府信息公开行政复议、行政诉讼情况"],
    ];
    let mut tables: Vec<(Vec<String>, Rows)> = Vec::new();
    for (printed, before) in print(&form, &cell).into_iter().zip(before) {
        let lines = before.iter().map(|line| (*line).to_owned()).chain([printed.title]).collect();
        tables.push((lines, printed.rows));
    }
    let title = format!("云澜县栖禾镇人民政府{year}年政府信息公开工作年度报告");
    tables[0].0.splice(0..0, [title, format!("发布日期：{}年1月10日", year + 1)]);
    Container::Word.write(&tables)
}

/// The reader's desk.
struct Reader {
    folder: PathBuf,
    printed: String,
}

impl Reader {
    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn run(&mut self, line: &str) {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.folder.push(folder);
            self.write("栖禾镇2024年报.docx", &word_file(2024));
            self.write("各镇年报/年报终稿(2).docx", &word_file(2023));
            return;
        }
        let arguments = line.strip_prefix("gongkai ").expect("a command of the program");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(arguments.split_whitespace()).current_dir(&self.folder).env_clear().env("LC_ALL", "zh_CN.UTF-8");
        if ["new report", "import", "build", "check"].iter().any(|name| arguments.starts_with(name)) {
            command.args(["--as-of", TODAY]);
        }
        let output = command.output().expect("the program");
        self.printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert!(output.status.success(), "{line}\n{}", self.printed);
    }

    fn edit(&self, path: &str, block: &str) {
        let (old, new) = block.split_once('\n').expect("a line");
        let text = fs::read_to_string(self.folder.join(path)).expect(path);
        let line = text.lines().find(|line| line.starts_with(old)).unwrap_or_else(|| panic!("{path} has no {old:?}:\n{text}"));
        let edited = text.replacen(&format!("{line}\n"), new, 1);
        fs::write(self.folder.join(path), edited).expect(path);
    }
}

#[test]
fn a_clerk_who_follows_the_guide_has_a_portal() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.zh-CN.md")).expect("the guide");
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = std::env::var_os("GUIDE").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let mut reader = Reader { folder, printed: String::new() };
    let mut commands = 0;
    for block in guide.split("```").skip(1).step_by(2) {
        let (info, body) = block.split_once('\n').expect("a block");
        let after = |key: &str| info.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        match (info, after("file"), after("edit")) {
            ("sh", ..) => body.lines().for_each(|line| {
                reader.run(line);
                commands += 1;
            }),
            ("text printed", ..) => {
                for line in body.lines() {
                    assert!(
                        reader.printed.lines().any(|own| own.starts_with(line)),
                        "{line:?} is not printed:\n{}",
                        reader.printed
                    );
                }
            }
            (_, Some(path), _) => reader.write(path, body.as_bytes()),
            (_, _, Some(path)) => reader.edit(path, body),
            _ => panic!("what is to be done with a block {info:?}?"),
        }
    }
    assert!(commands > 10);
    let page = |path: &str| fs::read_to_string(reader.folder.join("public/county/qihe").join(path)).expect(path);
    assert!(
        page("2025/annual-report/index.html").contains("申请27件")
            && page("2025/annual-report/index.html").contains("2026-02-10")
    );
    assert!(page("2024/annual-report/index.html").contains("1234"));
    assert!(!reader.folder.join("public/county/qihe/2026").exists(), "a draft was published");
    assert!(reader.folder.join("content/county/qihe/2023/年报终稿(2).docx").exists());
}
