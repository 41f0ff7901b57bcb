//! Whole sites: small ones with a structure are compiled, judged and rendered, and every blank stays a blank.
#![no_main]

use arbitrary::Arbitrary;
use chrono::NaiveDate;
use gongkai::edition::Edition;
use gongkai::edition::library::{Library, Texts};
use gongkai::model::portal::Moment;
use gongkai::site::render::Content;
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Sources;
use gongkai::text::tell::{Language, Teller};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
struct Document<'a> {
    folder: u8,
    name: u8,
    year: Option<u8>,
    form: u8,
    figures: Vec<(u8, Value<'a>)>,
    title: &'a str,
    more: Option<(u8, &'a str)>,
    body: &'a str,
}

#[derive(Debug, Arbitrary)]
enum Value<'a> {
    Number(u16),
    List(Vec<Option<u8>>),
    Written(&'a str),
}

#[derive(Debug, Arbitrary)]
struct Site<'a> {
    setting: Option<(u8, &'a str)>,
    agencies: u8,
    attachment: Option<&'a str>,
    documents: Vec<Document<'a>>,
}

const FOLDERS: [&str; 6] = ["", "town/", "town/2024/", "town/2025/", "town/village/2025/", "rules/"];
const NAMES: [&str; 6] = ["report", "index", "guide", "annual-report", "a.b", "Con"];
const FORMS: [&str; 4] = ["cn-2014", "cn-2019", "cn-2021", "tiny"];
const ROWS: [&str; 8] =
    ["requests.new", "requests.carried_in", "requests.received", "fees", "proactive.total", "r", "requests.results.total", "s"];
const KEYS: [&str; 8] = ["status", "known_issues", "aliases", "signatories", "phone", "description", "updated", "reviews"];
const SETTINGS: [&str; 8] =
    ["checks", "theme", "language", "contact", "parent_site", "downloads", "text_limit", "theme_options"];

fn one<'t>(list: &[&'t str], index: u8) -> &'t str {
    list[usize::from(index) % list.len()]
}

impl Value<'_> {
    fn write(&self) -> String {
        match self {
            Value::Number(number) => number.to_string(),
            Value::List(items) => {
                let items = items.iter().take(12).map(|item| item.map_or("~".to_owned(), |number| number.to_string()));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Value::Written(text) => text.replace('\n', " "),
        }
    }
}

impl Document<'_> {
    fn write(&self) -> String {
        let mut text = format!("---\ntitle: {}\n", self.title.replace('\n', " "));
        if let Some(year) = self.year {
            text += &format!("year: {}\npublished: {}-01-20\n", 2014 + i32::from(year % 13), 2015 + i32::from(year % 13));
        }
        if !self.figures.is_empty() {
            text += &format!("statistics:\n  form: {}\n  figures:\n", one(&FORMS, self.form));
            for (row, value) in self.figures.iter().take(8) {
                text += &format!("    {}: {}\n", one(&ROWS, *row), value.write());
            }
        }
        if let Some((key, value)) = self.more {
            text += &format!("{}: {}\n", one(&KEYS, key), value.replace('\n', "\n  "));
        }
        text + "---\n" + self.body
    }
}

fn put(site: &std::path::Path, path: &str, text: &str) {
    let place = site.join(path);
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    // A name that the disk refuses is none of ours.
    std::fs::write(place, text).unwrap_or(());
}

fuzz_target!(|site: Site| {
    let folder = tempfile::Builder::new().prefix("gongkai-fuzz-").tempdir_in("/dev/shm").expect("a folder");
    let mut config = "title: 示例县\nbase_url: https://example.gov.cn/xxgk/\n".to_owned();
    if let Some((key, value)) = site.setting {
        config += &format!("{}: {}\n", one(&SETTINGS, key), value.replace('\n', "\n  "));
    }
    put(folder.path(), "site.yaml", &config);
    put(folder.path(), "forms/tiny.yaml", "id: tiny\ntitle: 小表\ntables:\n  - {id: a, title: 甲, columns: [{key: x, label: X}], rows: [{key: r, label: R}, {key: s, label: S}]}\nrules:\n  - r <= s\n");
    for (bit, agency) in ["town", "town/village", "rules"].iter().enumerate() {
        if site.agencies >> bit & 1 == 1 {
            put(folder.path(), &format!("content/{agency}/agency.yaml"), "name: 示例镇人民政府\nlevel: township\n");
        }
    }
    if let Some(name) = site.attachment.filter(|name| !name.contains(['/', '\0']) && !name.is_empty() && *name != "." && *name != "..") {
        put(folder.path(), &format!("content/town/2025/{name}"), "x");
    }
    for document in site.documents.iter().take(4) {
        let path = format!("content/{}{}.md", one(&FOLDERS, document.folder), one(&NAMES, document.name));
        put(folder.path(), &path, &document.write());
    }
    let library = Library::read(Sources::read(folder.path()).expect("sources"), Texts::Dropped);
    let moment = Moment { today: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"), shows_drafts: false };
    let mut findings = Diagnostics::new();
    let edition = Edition::compile(&library, moment, &mut findings);
    assert_eq!(edition.is_none(), findings.has_errors());
    if let Some(edition) = edition {
        edition.check(&mut findings);
        for page in edition.pages() {
            let content = edition.render(*page);
            if let Ok(Content::Bytes(bytes)) = &content {
                let file = edition.file(*page);
                let is_html = file.ends_with(".html");
                assert!(!is_html || std::str::from_utf8(bytes).is_ok_and(|html| !html.contains("<script>alert")), "{file}");
            }
            assert!(content.is_ok(), "{:?}", content.err());
        }
    }
    let teller = Teller::new(Language::Chinese, false);
    for finding in findings.sorted() {
        assert!(!teller.tell(finding).is_empty());
    }
});
