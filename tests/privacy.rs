//! No number of a person leaves the program: whatever is wrong around it, in every format and language.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What must not be told of the numbers below, all made up: the middle of each, in every way that it is written.
const MIDDLES: [&str; 5] = ["0098", "００９８", "19000101001", "000101001", "22220000"];

fn document(name: &str, text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file(name, options).expect("a file");
    writer.write_all(text.as_bytes()).expect("bytes");
    writer.finish().expect("an archive").into_inner()
}

fn write(site: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = site.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// What the program says, on both of its outputs.
fn said(site: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(arguments).arg(site).output().expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    text(output.stdout) + &text(output.stderr)
}

const SITE: &str = "title: 示例县政府信息公开\nbase_url: https://example.gov.cn/\n";

/// A site that is wrong in the places where numbers stand, so that other findings point there too. `broken` has mistakes of reading, which
/// leave out what only a good document is asked.
fn site(broken: bool) -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    let odd = if broken { "phone2: 13800981234\nkeywords: 13800981234\n" } else { "" };
    write(root, "site.yaml", format!("{SITE}{odd}contact: {{phone: '13800981234', office: 11010519000101001X}}\n"));
    write(root, "content/town/agency.yaml", format!("name: 示例镇\nlevel: township\n{odd}contact: {{phone: 138 0098 1234}}\n"));
    let known = "known_issues:\n  - {rule: mobile-number, seen: '13800981234', reason: 13800981234}\n";
    let front = format!(
        "---\ntitle: 示例镇2016年报 13800981234\nyear: 2016\npublished: 2017-01-15\nphone: '13800981234'\n{odd}{known}---\n"
    );
    let body = "<b>13800981234</b> 和 138**0098**1234，１３８００９８１２３４，[坏](x-13800981234.md) [x](foo:13800981234) {Figure: 13800981234}\n\n\
                身份证11010519000101001X与110105000101001，卡6222200000098769、13800981234.pdf\n\n[片](13800981234.txt)\n";
    write(root, "content/town/2016/report.md", front + body);
    write(root, "content/town/2016/13800981234.txt", "13800981234 11010519000101001X\n");
    write(root, "content/town/2016/13800981234.YAML", "x");
    write(root, "content/town/13800981234.md", "---\ntitle: 13800981234\n---\n");
    write(root, "content/town/2016/a.html", "<td>138<i>0098</i>1234 &#49;3800981234</td>");
    write(root, "content/town/2016/a.csv", b"\xC4\xEA,13800981234\n");
    write(root, "content/town/2016/a.docx", document("word/document.xml", "<w:p><w:t>一二三13800981234四五</w:t></w:p>"));
    write(root, "content/town/2016/a.xlsx", document("xl/comments1.xml", "<t>问11010519000101001X</t>"));
    site
}

#[test]
fn no_number_is_ever_told() {
    for broken in [false, true] {
        let site = site(broken);
        for command in ["check", "build"] {
            for language in ["zh-CN", "en"] {
                let formats: &[&str] = if command == "check" { &["human", "json", "sarif"] } else { &[""] };
                for format in formats {
                    let mut arguments = vec![command, "--lang", language];
                    arguments.extend(if format.is_empty() { vec![] } else { vec!["--format", format] });
                    let said = said(site.path(), &arguments);
                    // Something is told of each, or this test would hold of a program that says nothing.
                    assert!(said.contains("138****1234"), "{said}");
                    assert!(broken || said.contains("11*************01X"), "{said}");
                    for middle in MIDDLES {
                        assert!(!said.contains(middle), "{middle} in:\n{said}");
                    }
                }
            }
        }
    }
}
