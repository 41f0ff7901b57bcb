//! The search, by the very script that its page ships: headless Chromium opens it from the disk, and what it finds is compared with what a plain
//! look through the pages finds.
//!
//! Without a browser the test says that it was skipped, and fails where `GONGKAI_REQUIRE_BROWSER=1` asks for one.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

#[path = "shared/browser.rs"]
mod browser;
#[path = "shared/html.rs"]
#[expect(dead_code, reason = "cases.rs and forms.rs use the rest")]
mod html;
use browser::Browser;
use html::{Token, tokens};

/// How many pieces of text are looked for.
const QUERIES: usize = 500;
/// Asks for words one after the other, and for all there is to each.
const ASK: &str = "(async (words) => {
  const [form, box, list, more] = ['gk-search', 'gk-q', 'gk-hits', 'gk-more'].map((id) => document.getElementById(id));
  const rest = async () => { while (list.getAttribute('aria-busy') !== 'false') await new Promise((done) => setTimeout(done)); };
  const all = [];
  for (const word of words) {
    box.value = word;
    form.requestSubmit();
    await rest();
    while (!more.hidden) {
      more.click();
      await rest();
    }
    all.push([document.getElementById('gk-status').textContent, ...Array.from(list.querySelectorAll('a'), (link) => link.href.split('#')[0])]);
  }
  return all;
})";

/// A browser, or none where there is none and none is required.
fn browser() -> Option<Browser> {
    if let Some(program) = browser::program() {
        return Some(Browser::start(program));
    }
    assert!(std::env::var_os("GONGKAI_REQUIRE_BROWSER").is_none(), "GONGKAI_REQUIRE_BROWSER is set, and there is no Chromium");
    // Past the harness, which keeps what a passing test prints.
    let _ = writeln!(std::io::stderr(), "\nSKIPPED: there is no Chromium, so nobody has searched\n");
    None
}

fn build(destination: &Path) {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("build").arg(site).args(["--as-of", "2026-06-01", "--lang", "en", "--destination"]).arg(destination);
    let done = command.output().expect("the program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// What the script makes alike before it compares: width, case and white space.
fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).expect("a character"),
        c => c,
    };
    text.chars().map(|c| narrow(c).to_ascii_lowercase()).collect()
}

/// What a reader of a report reads, block by block: its title, its text, its tables and whose it is. What the portal adds, such as the box above
/// the text, is left out.
fn lines(page: &str) -> Vec<String> {
    const BLOCKS: [&str; 12] = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "caption", "b"];
    const ADDED: [&str; 7] = ["vh", "na", "hint", "meta", "sign", "signed", "aside"];
    let start = page.find("<article").expect("an article");
    let article = &page[start..page.find("</article>").expect("its end")];
    let owner = article.split_once("<dl class=\"meta\"").and_then(|(_, rest)| rest.split_once("</a>")?.0.rsplit_once('>'));
    let mut lines = vec![owner.expect("an agency").1.to_owned()];
    let mut line = String::new();
    // The open elements, and from which on nothing counts.
    let (mut open, mut muted): (Vec<String>, Option<usize>) = (Vec::new(), None);
    for (token, _) in tokens(article) {
        match token {
            Token::Open(tag) if ["br", "wbr", "img", "col", "hr"].contains(&tag.name.as_str()) => {}
            Token::Open(tag) => {
                let is_inside_caption = open.last().is_some_and(|above| above == "caption");
                let is_block = BLOCKS.contains(&tag.name.as_str()) && (tag.name != "b" || is_inside_caption);
                let is_added = tag.get("class").unwrap_or_default().split(' ').any(|class| ADDED.contains(&class));
                if muted.is_none() && (is_added || (is_inside_caption && !is_block)) {
                    muted = Some(open.len());
                }
                if is_block {
                    lines.push(std::mem::take(&mut line));
                }
                open.push(tag.name);
            }
            Token::Close(name) => {
                open.pop();
                if muted == Some(open.len()) {
                    muted = None;
                }
                if BLOCKS.contains(&name.as_str()) && (name != "b" || open.last().is_some_and(|above| above == "caption")) {
                    lines.push(std::mem::take(&mut line));
                }
            }
            Token::Text(text) if muted.is_none() => line.push_str(&text),
            Token::Text(_) => {}
        }
    }
    lines.push(line);
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a number") % limit
    }
}

/// Pieces of what stands on the pages, and a few that are made of two.
fn words(pages: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let (mut dice, mut words) = (Dice(20_260_601), Vec::new());
    let all: Vec<&Vec<String>> = pages.values().collect();
    let piece = |dice: &mut Dice| {
        let page = all[dice.below(all.len())];
        let line: Vec<char> = page[dice.below(page.len())].chars().collect();
        let length = 2 + dice.below(11);
        let start = dice.below(line.len());
        line[start..line.len().min(start + length)].iter().collect::<String>()
    };
    while words.len() < QUERIES {
        let mut word = piece(&mut dice);
        if words.len() % 10 == 0 {
            word.extend(piece(&mut dice).chars().take(2));
        }
        if word.chars().count() >= 2 && !word.contains(char::is_whitespace) {
            words.push(word);
        }
    }
    words
}

fn pages(portal: &Path) -> BTreeMap<String, Vec<String>> {
    let files = walkdir::WalkDir::new(portal).into_iter().map(|entry| entry.expect("a readable folder").into_path());
    let pages = files.filter(|path| path.ends_with("annual-report/index.html"));
    pages.map(|path| (url(&path), lines(&fs::read_to_string(&path).expect("UTF-8")))).collect()
}

fn url(path: &Path) -> String {
    format!("file://{}", path.display())
}

#[test]
fn whatever_stands_on_a_page_is_found_and_nothing_else() {
    let Some(mut browser) = browser() else { return };
    let top = tempfile::tempdir().expect("a folder");
    let portal: PathBuf = top.path().join("portal");
    build(&portal);
    let pages = pages(&portal);
    assert!(pages.len() > 100, "{}", pages.len());
    browser.go(&url(&portal.join("search/index.html")));
    let folded: BTreeMap<&String, String> = pages.iter().map(|(page, lines)| (page, fold(&lines.join("\n")))).collect();
    let (mut wrong, mut found) = (Vec::new(), 0);
    for words in words(&pages).chunks(50) {
        let answers = browser.see(&format!("{ASK}({})", json!(words)));
        let answers = answers.as_array().expect("answers");
        assert_eq!(answers.len(), words.len());
        for (word, answer) in words.iter().zip(answers) {
            let answer: Vec<&str> =
                answer.as_array().expect("an answer").iter().map(|part| part.as_str().expect("a text")).collect();
            let seen: BTreeSet<&str> =
                answer[1..].iter().copied().filter(|page| page.ends_with("annual-report/index.html")).collect();
            let wanted = folded.iter().filter(|(_, text)| text.contains(&fold(word)));
            let wanted: BTreeSet<&str> = wanted.map(|(page, _)| page.as_str()).collect();
            found += wanted.len();
            if seen != wanted {
                let missing: Vec<_> = wanted.difference(&seen).take(2).collect();
                let more: Vec<_> = seen.difference(&wanted).take(2).collect();
                wrong.push(format!("{word}: {} instead of {}, missing {missing:?}, too many {more:?}", seen.len(), wanted.len()));
            }
            if answer.len() > 1 {
                assert_eq!(answer[0], format!("共 {} 条", answer.len() - 1), "{word}: all have been looked at");
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {QUERIES} differ:\n{}", wrong.len(), wrong[..wrong.len().min(15)].join("\n"));
    assert!(found > QUERIES, "{found}");
}

/// What the page shows of a hit.
fn hits(browser: &mut Browser, part: &str) -> Vec<String> {
    browser.wait_for("document.getElementById('gk-hits').getAttribute('aria-busy') === 'false'");
    let texts = browser.see(&format!("Array.from(document.querySelectorAll('#gk-hits {part}'), (part) => part.textContent)"));
    texts.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

fn press(browser: &mut Browser, key: &str) -> serde_json::Value {
    let name = json!({"type": "keyDown", "key": key, "code": key});
    browser.call("Input.dispatchKeyEvent", &name);
    browser.see("document.activeElement.textContent || document.activeElement.id")
}

#[test]
fn hits_are_ranked_marked_filtered_and_walked_through() {
    let Some(mut browser) = browser() else { return };
    let top = tempfile::tempdir().expect("a folder");
    let portal: PathBuf = top.path().join("portal");
    build(&portal);

    // From any page by its box, which is a plain form.
    browser.go(&url(&portal.join("years/2025/index.html")));
    browser.see("document.getElementById('gk-find').value = '石笕镇'; document.querySelector('.search').requestSubmit()");
    browser.wait_for("location.pathname.endsWith('/search/index.html') && document.readyState === 'complete'");

    // Titles before texts, newer before older.
    let titles = hits(&mut browser, "a");
    assert_eq!(titles[0], "石笕镇");
    let years: Vec<&str> =
        titles[1..4].iter().map(|title| title.trim_start_matches("云澜县石笕镇").split('年').next().unwrap_or("")).collect();
    assert_eq!(years, ["2025", "2024", "2023"], "{titles:?}");
    assert!(hits(&mut browser, "mark").iter().all(|mark| mark == "石笕镇"));

    // A year and a body with those below it.
    let choose = |field: &str, value: &str| {
        format!(
            "(() => {{ const field = document.querySelector('select[name={field}]'); field.value = '{value}'; field.dispatchEvent(new Event('change')); }})()"
        )
    };
    browser.see("document.querySelector('select[name=agency]').dispatchEvent(new Event('focus'))");
    browser.wait_for("document.querySelectorAll('select[name=agency] option').length > 10");
    browser.see("document.getElementById('gk-q').value = '行政许可'");
    browser.see(&choose("year", "2024"));
    let in_2024 = hits(&mut browser, "a");
    assert!(!in_2024.is_empty() && in_2024.iter().all(|title| title.contains("2024年")), "{in_2024:?}");
    browser.see(&choose("agency", "yunlan/shijian"));
    assert_eq!(hits(&mut browser, "a"), ["云澜县石笕镇2024年政府信息公开工作年度报告"]);
    assert!(hits(&mut browser, "p")[0].contains("行政许可"));
    browser.see(&choose("agency", "yunlan"));
    assert_eq!(hits(&mut browser, "a"), in_2024, "a county is itself and all below it");

    // A figure leads to its row, a text to where it stands.
    browser.see(&choose("year", ""));
    browser.see("document.getElementById('gk-q').value = '上年结转政府信息公开申请数量'; document.getElementById('gk-search').requestSubmit()");
    hits(&mut browser, "a");
    let address = "document.querySelector('#gk-hits a').href.split('#')[1]";
    assert_eq!(browser.see(address), json!("requests.carried_in"));

    // By keyboard, and back.
    browser.see("document.getElementById('gk-q').focus()");
    let titles = hits(&mut browser, "a");
    assert_eq!(press(&mut browser, "ArrowDown"), json!(titles[0]));
    assert_eq!(press(&mut browser, "ArrowDown"), json!(titles[1]));
    assert_eq!(press(&mut browser, "ArrowUp"), json!(titles[0]));
    assert_eq!(press(&mut browser, "ArrowUp"), json!("gk-q"));

    // Nothing in a query becomes markup or an error.
    for (query, says) in [("字", "请至少输入两个字。"), ("<img src=x> \\\"|\\u{1F600}", "没有找到"), ("   ", "")] {
        browser.see(&format!(
            "document.getElementById('gk-q').value = {}; document.getElementById('gk-search').requestSubmit()",
            json!(query)
        ));
        assert_eq!(hits(&mut browser, "a").len(), 0);
        let status = browser.see("document.getElementById('gk-status').textContent");
        assert!(status.as_str().expect("a text").starts_with(says), "{status}");
    }
}

#[test]
fn all_scripts_together_are_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static");
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let sizes = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "js"))
        .map(|file| fs::metadata(file).expect("a script").len());
    let together: u64 = sizes.sum();
    assert!((1..15 * 1024).contains(&together), "{together}");
}
