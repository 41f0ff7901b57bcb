//! `gongkai serve` as a person at a browser sees it: headless Chromium shows the page, and files are edited.
//!
//! Without a browser the test says that it was skipped, and fails where `GONGKAI_REQUIRE_BROWSER=1` asks for one.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::io::Write;

use serde_json::json;

#[path = "shared/browser.rs"]
mod browser;
#[path = "shared/preview.rs"]
#[expect(dead_code, reason = "serve.rs uses the rest")]
mod preview;
use browser::Browser;
use preview::{PAGE, Preview, REPORT, report, site, write};

/// What the preview has drawn above the page.
const DRAWN: &str = "document.querySelector('gongkai-preview')?.shadowRoot";
const LONG: &str = "很长的一段。\n\n";

/// A browser, or none where there is none and none is required.
fn browser() -> Option<Browser> {
    if let Some(program) = browser::program() {
        return Some(Browser::start(program));
    }
    assert!(std::env::var_os("GONGKAI_REQUIRE_BROWSER").is_none(), "GONGKAI_REQUIRE_BROWSER is set, and there is no Chromium");
    // Past the harness, which keeps what a passing test prints.
    let _ = writeln!(std::io::stderr(), "\nSKIPPED: there is no Chromium, so nobody has looked at the preview in a browser\n");
    None
}

fn text_of(part: &str) -> String {
    format!("{DRAWN}?.querySelector('{part}')?.textContent ?? ''")
}

fn shows(part: &str, text: &str) -> String {
    format!("({}).includes({})", text_of(part), json!(text))
}

#[test]
fn the_page_follows_its_text_and_mistakes_come_and_go() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let text = |end: &str| report(2025, "1", &format!("{}{end}", LONG.repeat(100)));
    write(site.path(), REPORT, &text("起初。"));
    let mut preview = Preview::start(site.path(), &[]);
    let url = format!("http://127.0.0.1:{}", preview.port);
    browser.go(&format!("{url}{PAGE}"));
    assert_eq!(browser.see("document.body.textContent.includes('起初')"), json!(true));
    assert_eq!(browser.see(&format!("{DRAWN}?.childElementCount ?? 0")), json!(0), "nothing is drawn above a good page");

    // The text changes, and the place is kept.
    browser.see("scrollTo(0, 1500)");
    write(site.path(), REPORT, &text("改过。"));
    browser.wait_for("document.readyState === 'complete' && document.body.textContent.includes('改过')");
    browser.wait_for("Math.abs(scrollY - 1500) < 2");
    assert_eq!(browser.see("sessionStorage.length"), json!(0), "nothing is left behind");

    // A mistake: the page stays, and what is told stands above it, as text.
    browser.see("window.isSamePage = true");
    write(site.path(), REPORT, &text("坏了。").replace("issued: 1", "issued: 01").replace("title: ", "titel: <img src=x>"));
    browser.wait_for(&shows(".overlay", "figure-leading-zero"));
    let overlay = browser.see(&text_of(".overlay"));
    let overlay = overlay.as_str().expect("a text");
    for part in ["unknown-key", "content/town/2025/report.md:2:1", "<img src=x>", "2 errors: the page is as it was before"] {
        assert!(overlay.contains(part), "{part}\n{overlay}");
    }
    let pre = browser.see(&format!("[...{DRAWN}.querySelectorAll('pre')].map((pre) => pre.textContent + '\\n').join('\\n')"));
    // As on the terminal, which may say it a moment later.
    preview.wait_for(|preview| Some(preview.err()).filter(|told| pre.as_str().map(str::trim_end) == Some(told.trim_end())));
    assert_eq!(browser.see(&format!("{DRAWN}.querySelectorAll('img').length")), json!(0));
    let style = browser.see(&format!("getComputedStyle({DRAWN}.querySelector('.overlay')).position"));
    assert_eq!(style, json!("fixed"), "the overlay has its style whatever the page's policy");
    assert_eq!(browser.see("window.isSamePage && document.body.textContent.includes('改过')"), json!(true));

    // Reloading shows the same, and putting it away works.
    browser.call("Page.reload", &json!({}));
    browser.wait_for(&format!("!window.isSamePage && {}", shows(".overlay", "figure-leading-zero")));
    assert_eq!(browser.see("document.body.textContent.includes('改过')"), json!(true));
    browser.see(&format!("{DRAWN}.querySelector('.overlay button').click()"));
    assert_eq!(browser.see(&format!("{DRAWN}.querySelector('.overlay')")), json!(null));

    // Mended: it goes, and the page is the new one.
    write(site.path(), REPORT, &text("又好了。"));
    browser.wait_for("document.readyState === 'complete' && document.body.textContent.includes('又好了')");
    assert_eq!(browser.see(&format!("{DRAWN}?.querySelector('.overlay') ?? null")), json!(null));

    // A doubtful thing stands in a panel on its own page.
    write(site.path(), REPORT, &text("<b>粗</b>"));
    browser.wait_for(&shows(".panel", "raw-html"));
    assert_eq!(browser.see(&text_of(".panel summary")), json!("1 finding about this page"));
    browser.go(&format!("{url}/town/2024/report/"));
    assert_eq!(browser.see(&format!("{DRAWN}?.querySelector('.panel') ?? null")), json!(null));
}

#[test]
fn a_style_sheet_is_exchanged_in_the_page_that_stands() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let style = |colour: &str| write(site.path(), "themes/default/static/gongkai.css", &format!("body {{ color: {colour} }}"));
    style("rgb(255, 0, 0)");
    let preview = Preview::start(site.path(), &[]);
    browser.go(&format!("http://127.0.0.1:{}{PAGE}", preview.port));
    let colour = |wanted: &str| format!("getComputedStyle(document.body).color === '{wanted}'");
    browser.wait_for(&colour("rgb(255, 0, 0)"));
    browser.see("window.isSamePage = true");
    for wanted in ["rgb(0, 0, 255)", "rgb(0, 128, 0)"] {
        style(wanted);
        browser.wait_for(&colour(wanted));
        browser.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1");
    }
    assert_eq!(browser.see("window.isSamePage"), json!(true), "without a reload");
    write(site.path(), REPORT, &report(2025, "1", "改过。"));
    browser.wait_for("document.body.textContent.includes('改过') && !window.isSamePage");
}

/// A reading of something else leaves a page alone; what is found about it, and its overlay, come and go without a reload.
#[test]
fn a_page_that_is_the_same_is_not_loaded_again() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let other = "content/town/2024/report.md";
    let preview = Preview::start(site.path(), &[]);
    browser.go(&format!("http://127.0.0.1:{}/town/2024/report/", preview.port));
    browser.see("window.isSamePage = true");
    write(site.path(), REPORT, &report(2025, "01", "坏了。"));
    browser.wait_for(&shows(".overlay", "figure-leading-zero"));
    write(site.path(), REPORT, &report(2025, "1", "改过。"));
    browser.wait_for(&format!("!{}", shows(".overlay", "figure-leading-zero")));
    // A comment is not on the page.
    write(site.path(), other, &report(2024, "1", "别的。").replace("title:", "# 13800001234\ntitle:"));
    browser.wait_for(&shows(".panel", "mobile-number"));
    write(site.path(), other, &report(2024, "1", "别的。"));
    browser.wait_for(&format!("!{}", shows(".panel", "mobile-number")));
    assert_eq!(browser.see("window.isSamePage"), json!(true), "it was never loaded again");
    write(site.path(), other, &report(2024, "1", "改了。"));
    browser.wait_for("!window.isSamePage && document.body.textContent.includes('改了')");
    // It goes, and comes again.
    fs::remove_file(site.path().join(other)).expect("removed");
    browser.wait_for("document.body.textContent.includes('没有找到这个页面')");
    write(site.path(), other, &report(2024, "1", "又有了。"));
    browser.wait_for("document.body.textContent.includes('又有了')");
}

#[test]
fn the_first_load_may_fail() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let good = fs::read_to_string(site.path().join("site.yaml")).expect("a file");
    write(site.path(), "site.yaml", "titel: 示例县\n");
    let preview = Preview::start(site.path(), &[]);
    browser.go(&format!("http://127.0.0.1:{}{PAGE}", preview.port));
    browser.wait_for(&shows(".overlay", "site.yaml:1:1"));
    write(site.path(), "site.yaml", "title: 示例县\n");
    browser.wait_for(&format!("!{} && {}", shows(".overlay", "titel"), shows(".overlay", "base_url")));
    write(site.path(), "site.yaml", &good);
    browser.wait_for("document.body.textContent.includes('起初')");
    assert_eq!(browser.see(&format!("{DRAWN}?.querySelector('.overlay') ?? null")), json!(null));
}

/// The page's own policy still forbids what it forbids without the preview: scripts written into the page, and to ask for anything.
#[test]
fn the_policy_of_the_page_stays_in_force() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    browser.go(&format!("http://127.0.0.1:{}/", preview.port));
    let refused = "(async () => { try { await fetch('/.gongkai/live.js'); return 'allowed'; } catch { return 'refused'; } })()";
    assert_eq!(browser.see(refused), json!("refused"));
    let script = "(() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; \
                  document.head.append(script); return window.ran ? 'allowed' : 'refused'; })()";
    assert_eq!(browser.see(script), json!("refused"));
    browser.see("document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
    assert_eq!(browser.see("window.ran === true"), json!(false));
}

/// The index is made when somebody searches, of what there is then.
#[test]
fn what_has_just_been_written_is_found() {
    let Some(mut browser) = browser() else { return };
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let look = |browser: &mut Browser, word: &str| {
        browser.go(&format!("http://127.0.0.1:{}/search/?q={}", preview.port, word));
        browser.wait_for("document.getElementById('gk-hits')?.getAttribute('aria-busy') === 'false'");
        browser.see("document.querySelector('#gk-hits mark')?.textContent ?? ''")
    };
    assert_eq!(look(&mut browser, "起初"), json!("起初"));
    browser.see("window.isSamePage = true");
    write(site.path(), REPORT, &report(2025, "1", "鹭汀改过。"));
    browser.wait_for("!window.isSamePage && document.readyState === 'complete'");
    assert_eq!(look(&mut browser, "鹭汀"), json!("鹭汀"));
}
