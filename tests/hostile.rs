//! Hostile and clumsy input: whatever lies in a site's folder, a build ends soon, in little memory, with a finding that has a place or a
//! correct page.
//!
//! The program runs as a process of its own, so that its time and its memory are its own. `GONGKAI_PROGRAM` names another program than the one
//! that was built for tests, such as a release build, which is held to the limits without slack. `cargo test --test hostile -- --nocapture`
//! prints what was measured.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]
#![expect(clippy::print_stdout, reason = "what was measured is printed")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const SITE: &str = "title: 示例县政府信息公开\nbase_url: https://example.gov.cn/xxgk/\nchecks: {no-text: off, part-missing: off, title-agency: off, report-missing: off}\n";
const AGENCY: &str = "name: 示例镇人民政府\nshort_name: 示例镇\nlevel: township\n";
/// Whatever takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// One measures at a time: tests of one program run side by side.
static STOPWATCH: Mutex<()> = Mutex::new(());

/// What a run of the program came to.
struct Run {
    code: Option<i32>,
    told: String,
    /// What it took of the processors, which does not depend on what else runs.
    took: Duration,
    /// The most memory that it had, in bytes.
    memory: u64,
}

impl Run {
    fn milliseconds(&self) -> u64 {
        u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX)
    }

    fn megabytes(&self) -> u64 {
        self.memory / (1 << 20)
    }

    /// The codes of what was found, in their order, each once.
    fn codes(&self) -> Vec<&str> {
        let after = |line: &'_ str, level| line.strip_prefix(level).map(str::len);
        let mut codes: Vec<&str> = self
            .told
            .lines()
            .filter_map(|line| {
                let rest =
                    ["error[", "warning["].iter().find_map(|level| after(line, level).map(|left| &line[line.len() - left..]))?;
                rest.split(']').next()
            })
            .collect();
        codes.dedup();
        codes
    }
}

/// A site in a folder of its own.
struct Site {
    top: tempfile::TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site { top: tempfile::Builder::new().prefix("gongkai-hostile-").tempdir().expect("a temporary folder") };
        site.put("site.yaml", SITE).put("content/town/agency.yaml", AGENCY);
        site
    }

    fn put(&self, path: &str, text: impl AsRef<[u8]>) -> &Site {
        let place = self.top.path().join("site").join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a new folder");
        fs::write(place, text).expect("a new file");
        self
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.top.path().join("public").join(path)).expect("a page")
    }

    fn build(&self, arguments: &[&str]) -> Run {
        self.run("build", arguments)
    }

    fn run(&self, what: &str, arguments: &[&str]) -> Run {
        self.watch(Command::new(program()), what, arguments)
    }

    /// A build by somebody whom the modes of files concern.
    fn run_as_nobody(&self) -> Run {
        let mut command = Command::new(self.top.path().join("gongkai"));
        fs::copy(program(), self.top.path().join("gongkai")).expect("a copy of the program");
        command.uid(65534);
        self.watch(command, "build", &[])
    }

    fn watch(&self, mut command: Command, what: &str, arguments: &[&str]) -> Run {
        let _alone = STOPWATCH.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (out, error) = (self.top.path().join("out"), self.top.path().join("error"));
        command.arg(what).arg(self.top.path().join("site"));
        if what == "build" {
            command.arg("--destination").arg(self.top.path().join("public"));
        }
        command.args(["--as-of", "2026-06-01", "--lang", "en"]).args(arguments).env_clear().env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(File::create(&out).expect("a file")).stderr(File::create(&error).expect("a file"));
        let start = Instant::now();
        let mut child = command.spawn().expect("the program");
        let (mut memory, mut took) = (0, Duration::ZERO);
        loop {
            let (now, most, is_over) = measure(child.id());
            (memory, took) = (memory.max(most), took.max(now));
            if is_over {
                break;
            }
            if start.elapsed() > PATIENCE {
                child.kill().expect("the program");
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        // One that was killed has no code.
        let status = child.wait().expect("the program");
        let read = |path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
        Run { code: status.code(), told: read(error) + &read(out), took, memory }
    }
}

fn program() -> std::ffi::OsString {
    std::env::var_os("GONGKAI_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_gongkai").into())
}

/// What a process has taken of the processors, the most memory it had, in bytes, and whether it has ended and waits to be buried.
fn measure(process: u32) -> (Duration, u64, bool) {
    let read = |name| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
    let line = read("stat");
    let fields: Vec<&str> = line.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // In hundredths of a second, which Linux keeps to for its readers.
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    let status = read("status");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    (Duration::from_millis(10 * (ticks(11) + ticks(12))), most.unwrap_or(0) * 1024, fields.first() == Some(&"Z"))
}

/// A release build is held to the limits; one for tests, which is some twenty times as slow, to what that allows.
fn slack() -> u64 {
    if std::env::var_os("GONGKAI_PROGRAM").is_some() { 1 } else { 20 }
}

const PAGE: &str = "content/guide.md";
const REPORT: &str = "content/town/2025/report.md";
const FRONT: &str = "---\ntitle: 指南\n---\n";
const FORM: &str = "---\ntitle: 示例镇2025年年度报告\nyear: 2025\npublished: 2026-01-20\nstatistics:\n  form: cn-2021\n  figures:\n    requests.new: [1, 0, 0, 0, 0, 0, 1]\n---\n";

fn page(yaml: &str) -> String {
    format!("---\n{yaml}\n---\n正文。\n")
}

/// A bomb: each value is ten times the one before.
fn bomb() -> String {
    let more = (1..10).map(|n| format!("k{n}: &k{n} [{}]\n", vec![format!("*k{}", n - 1); 10].join(", ")));
    format!("k0: &k0 [1]\n{}", more.collect::<String>())
}

/// Front matter that is meant to keep the program busy, and what is found in it.
fn front_matters() -> Vec<(&'static str, String, &'static [&'static str])> {
    let lines = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<Vec<_>>().join("\n");
    let deep = |count: usize| lines(&|n| format!("{}a:", " ".repeat(n)), count);
    vec![
        ("an alias bomb", page(&bomb()), &["yaml-too-many-values"]),
        (
            "aliases of one value",
            page(&format!("a: &a 1\n{}", lines(&|n| format!("k{n}: *a"), 5000))),
            &["missing-key", "unknown-key-far"],
        ),
        ("anchors", page("title: &a 指南\ndescription: *a"), &[]),
        ("a merge key", page("title: 指南\n<<: {description: x}"), &["unknown-key-far"]),
        ("10,000 brackets", page(&format!("title: {}{}", "[".repeat(10_000), "]".repeat(10_000))), &["yaml-too-many-brackets"]),
        ("10,000 lists in lists", page(&format!("title:\n  {}x", "- ".repeat(10_000))), &["yaml-too-many-values"]),
        ("10,000 maps in maps", page(&format!("{}x", "? ".repeat(10_000))), &["yaml-too-many-values"]),
        ("340 levels by indentation", page(&deep(340)), &["yaml-too-many-values"]),
        ("100 MB of lines", format!("---\n{}---\n", "a: b\n".repeat(20_000_000)), &["text-too-large"]),
        ("100 MB in one line", format!("---\ntitle: {}\n---\n", "x".repeat(100_000_000)), &["text-too-large"]),
        ("4 MB in one line", format!("---\ntitle: {}\n---\n", "x".repeat(4_000_000)), &["yaml-too-large"]),
        ("4 MB of lines", format!("---\n{}---\n", "a: b\n".repeat(800_000)), &["yaml-too-large"]),
        ("4 MB that never close", format!("---\n{}", "a: b\n".repeat(800_000)), &["front-matter-not-closed"]),
        ("64 KB of keys", page(&lines(&|n| format!("key{n}: a"), 5000)), &["missing-key", "unknown-key-far"]),
        ("64 KB of one key", page(&lines(&|_| "title: a".to_owned(), 7000)), &["duplicate-key"]),
        ("64 KB of quotes", page(&format!("title: \"{}", "\\\"".repeat(30_000))), &["yaml-quote"]),
        ("64 KB of colons", page(&"a: ".repeat(20_000)), &["yaml-second-colon"]),
        ("64 KB of blank lines in a value", page(&format!("title: |\n{}", "\n".repeat(60_000))), &["missing-key"]),
        ("64 KB of one list", page(&format!("title: [{}]", "a, ".repeat(20_000))), &["yaml-too-many-values"]),
        ("a tab", page("title: 指南\n\tdescription: x"), &["yaml-tab"]),
        ("three hyphens in the body", format!("{FRONT}甲\n\n---\n\n乙: 丙\n\n---\n"), &[]),
        ("a tag", page("title: !!binary aGVsbG8="), &["yaml-tag"]),
        ("a tag by its address", page("title: !<tag:example.org,2026:x> 指南"), &["yaml-tag"]),
        ("a key that is a list", page("title: 指南\n[1, 2]: x"), &["yaml-odd-key"]),
        ("a key that is a map", page("title: 指南\n? {a: b}\n: x"), &["yaml-odd-key"]),
        ("a key that is blank", page("title: 指南\n~: x"), &["yaml-odd-key"]),
        ("keys that are numbers", page("title: 指南\n1: x\ntrue: y"), &["unknown-key-far"]),
    ]
}

#[test]
fn no_front_matter_keeps_the_program_busy() {
    let mut wrong = String::new();
    let (mut longest, mut largest) = (0, 0);
    for (name, text, codes) in front_matters() {
        let site = Site::new();
        let run = site.put(PAGE, text).build(&[]);
        println!("{name}: {} ms, {} MB, {:?}", run.milliseconds(), run.megabytes(), run.codes());
        (longest, largest) = (longest.max(run.milliseconds()), largest.max(run.megabytes()));
        let is_told = run.codes() == codes && run.code == Some(i32::from(!codes.is_empty()));
        if !is_told || run.milliseconds() > 250 * slack() || run.megabytes() > 64 {
            let _ = writeln!(
                wrong,
                "{name}: {:?} in {} ms and {} MB: {:?}",
                run.code,
                run.milliseconds(),
                run.megabytes(),
                run.codes()
            );
        }
    }
    println!("front matter: at most {longest} ms and {largest} MB");
    assert!(wrong.is_empty(), "{wrong}");
}

/// A text of about so many bytes that is meant to take long.
type Pattern = (&'static str, fn(usize) -> String);

/// Repeats a text until it has about so many bytes.
fn fill(text: &str, size: usize) -> String {
    text.repeat(size / text.len())
}

fn patterns() -> Vec<Pattern> {
    vec![
        ("emphasis", |size| fill("*a ", size)),
        ("emphasis that never ends", |size| fill("**a*b_", size)),
        ("emphasis in emphasis", |size| format!("{}a{}", "*_".repeat(size / 4), "_*".repeat(size / 4))),
        ("brackets", |size| fill("[", size)),
        ("brackets that close", |size| fill("[a]", size)),
        ("images in images", |size| fill("![[", size)),
        ("links that never end", |size| fill("[a](", size)),
        ("links in links", |size| format!("{}{}", "[".repeat(size / 5), "](a)".repeat(size / 5))),
        ("broken links on a line", |size| fill("[a](b.md) ", size)),
        ("broken links on lines", |size| fill("[a](b.md)\n\n", size)),
        ("refused addresses on a line", |size| fill("[a](javascript:b) ", size)),
        ("pictures", |size| fill("![a](b.png) ", size)),
        ("links to headings", |size| format!("## b\n\n{}", fill("[a](#s-b)\n", size))),
        ("links to headings that are not there", |size| fill("[a](#b) ", size)),
        ("references", |size| (0..size / 20).map(|n| format!("[{n}]: #a\n\n[{n}]\n\n")).collect()),
        ("a reference with a long address", |size| format!("[a]: #{}\n\n{}", "u".repeat(1000), fill("[a] ", size))),
        ("quotes in quotes", |size| fill(">", size)),
        ("quotes", |size| fill("> a\n", size)),
        ("lists in lists", |size| fill("- ", size)),
        ("lists by indentation", |size| (0..size.isqrt()).map(|n| format!("{}- a\n", "  ".repeat(n))).collect()),
        ("headings of one name", |size| fill("## 附件\n\n", size)),
        ("headings by underlines", |size| fill("a\n=\n", size)),
        ("rows of a table", |size| format!("|a|b|\n|-|-|\n{}", fill("|1|2|\n", size))),
        ("columns of a table", |size| ["|a", "|-", "|1"].map(|cell| fill(cell, size / 3) + "|\n").concat()),
        ("tables", |size| fill("|a|b|\n|-|-|\n|1|2|\n\n", size)),
        ("rows that lack columns", |size| {
            let count = size.isqrt();
            format!("{}|\n{}|\n{}", "|a".repeat(count), "|-".repeat(count), fill("|\n", size))
        }),
        ("ticks", |size| (1..size.isqrt()).map(|n| format!("{} ", "`".repeat(n))).collect()),
        ("HTML", |size| fill("<div>\n\n", size)),
        ("HTML that never ends", |size| fill("a <x y=\"", size)),
        ("comments that never end", |size| fill("a <!-- ", size)),
        ("braces", |size| format!("{}}}", "{".repeat(size))),
        ("braces with blanks", |size| format!("{}}}", fill("{ ", size))),
        ("figures on a line", |size| fill("{figure: a} ", size)),
        ("figures that are escaped", |size| fill("\\{figure: a} ", size)),
        ("tables on a line", |size| fill("{statistics} ", size)),
        ("tables again and again", |size| fill("{statistics}\n\n", size)),
        ("placeholders that nobody knows", |size| fill("{figur: a} ", size)),
        ("notes", |size| (0..size / 30).map(|n| format!("[^{n}]\n\n[^{n}]: a\n\n")).collect()),
        ("one note", |size| format!("[^a]: b\n\n{}", fill("[^a] ", size))),
        ("backslashes", |size| fill("\\", size)),
        ("blank lines", |size| fill("\n", size)),
        ("entities", |size| fill("&#x", size)),
        ("digits", |size| fill("1 ", size)),
        ("sums", |size| format!("共1件，其中{}", fill("甲1件、", size))),
        ("sentences", |size| fill("收到申请12件，办结11件。", size)),
        ("document numbers", |size| fill("〔2019〕1号", size)),
    ]
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    let mut wrong = String::new();
    let mut steepest = 0.0_f64;
    // Large enough to be seen beside what a build takes anyway.
    let size = if slack() == 1 { 400_000 } else { 40_000 };
    for (name, pattern) in patterns() {
        let run = || [size, 2 * size].map(|size| Site::new().put(REPORT, FORM.to_owned() + &pattern(size)).build(&[]));
        // What a build takes anyway says nothing of the text.
        let growth_of = |runs: &[Run; 2]| runs[1].milliseconds() as f64 / runs[0].milliseconds().max(150) as f64;
        let mut runs = run();
        if growth_of(&runs) > 2.5 {
            // Others use the machine as well; what is really steep is so again.
            runs = [runs, run()].into_iter().min_by(|a, b| growth_of(a).total_cmp(&growth_of(b))).expect("two");
        }
        let growth = growth_of(&runs);
        let [once, twice] = &runs;
        let (first, second) = (once.milliseconds(), twice.milliseconds());
        steepest = steepest.max(growth);
        println!("{name}: {first} ms, then {second} ms and {} MB", twice.megabytes());
        let is_told = runs.iter().all(|run| run.code.is_some());
        // A build that finds thousands of mistakes tells a hundred.
        if !is_told || growth > 3.0 || twice.told.len() > 400_000 || twice.megabytes() > 700 {
            let _ = writeln!(
                wrong,
                "{name}: {first} ms, then {second} ms, {} MB, {} bytes told",
                twice.megabytes(),
                twice.told.len()
            );
        }
    }
    println!("at most {steepest:.1} times the time for twice the text");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Files of a page or a report in some encoding, and what is found in them.
fn encodings() -> Vec<(&'static str, &'static str, Vec<u8>, &'static [&'static str])> {
    let text = "---\ntitle: 政府信息公开指南\n---\n本机关向社会公开政府信息。\n";
    let utf16 =
        |to: fn(u16) -> [u8; 2], mark: &[u8]| mark.iter().copied().chain(text.encode_utf16().flat_map(to)).collect::<Vec<u8>>();
    let rare = format!("{text}𠮷镇㐱\n");
    let figure = |figure: &str| FORM.replace("[1, 0, 0, 0, 0, 0, 1]", &format!("[1, 0, 0, 0, 0, 0, \"{figure}\"]")).into_bytes();
    vec![
        ("GBK", PAGE, encoding_rs::GBK.encode(text).0.into_owned(), &["not-utf8"]),
        ("GB18030 with four bytes", PAGE, encoding_rs::GB18030.encode(&rare).0.into_owned(), &["not-utf8"]),
        ("UTF-16 as Notepad saves it", PAGE, utf16(u16::to_le_bytes, b"\xFF\xFE"), &["not-utf8"]),
        ("UTF-16, the other way round", PAGE, utf16(u16::to_be_bytes, b"\xFE\xFF"), &["not-utf8"]),
        ("UTF-16 without a mark", PAGE, utf16(u16::to_le_bytes, b""), &["not-utf8"]),
        ("UTF-8 with a mark", PAGE, [b"\xEF\xBB\xBF", text.as_bytes()].concat(), &[]),
        ("a character cut in two", PAGE, text.as_bytes()[..text.len() - 2].to_vec(), &["not-utf8"]),
        ("half of a surrogate pair", PAGE, [text.as_bytes(), b"\xED\xA0\x80"].concat(), &["not-utf8"]),
        ("a character in too many bytes", PAGE, [text.as_bytes(), b"\xC0\xAF"].concat(), &["not-utf8"]),
        ("NUL", PAGE, [text.as_bytes(), b"\0"].concat(), &["not-utf8"]),
        ("lone CR", PAGE, text.replace('\n', "\r").into_bytes(), &[]),
        ("U+FFFD in a title", PAGE, "---\ntitle: 政府\u{FFFD}信息\n---\n正文\n".into(), &["yaml-lost-character"]),
        ("U+FFFD in a body", PAGE, format!("{FRONT}政府\u{FFFD}信息\n").into_bytes(), &["lost-character"]),
        ("a private character in a body", PAGE, format!("{FRONT}张\u{E000}\n").into_bytes(), &["private-character"]),
        ("no width in a title", PAGE, "---\ntitle: 指\u{200B}南\n---\n正文\n".into(), &["yaml-invisible"]),
        ("another direction in a title", PAGE, "---\ntitle: 指\u{202E}南\n---\n正文\n".into(), &["yaml-invisible"]),
        ("no width in a key", PAGE, "---\ntitle: 指南\nde\u{200B}scription: x\n---\n正文\n".into(), &["yaml-invisible"]),
        ("another direction in a body", PAGE, format!("{FRONT}甲\u{2066}乙\n").into_bytes(), &["invisible-character"]),
        ("no width in a figure", REPORT, figure("1\u{200B}"), &["yaml-invisible"]),
        ("another direction in a figure", REPORT, figure("\u{202D}1"), &["yaml-invisible"]),
        ("a mark in a figure", REPORT, figure("1\u{FEFF}"), &["yaml-hidden-break"]),
        ("a lost character in a figure", REPORT, figure("1\u{FFFD}"), &["yaml-lost-character"]),
        ("a private character in a figure", REPORT, figure("1\u{E000}"), &["figure-unit"]),
        ("digits of another script in a figure", REPORT, figure("١"), &["figure-not-a-number"]),
        ("digits that look otherwise in a figure", REPORT, figure("𝟏"), &["figure-not-a-number"]),
        ("a digit in a circle in a figure", REPORT, figure("①"), &["figure-not-a-number"]),
    ]
}

#[test]
fn no_encoding_is_guessed_and_no_character_hides() {
    let mut wrong = String::new();
    for (name, path, bytes, codes) in encodings() {
        let site = Site::new();
        let run = site.put(path, bytes).build(&[]);
        let is_error = run.told.contains("error[");
        if run.codes() != codes || run.code != Some(i32::from(is_error)) {
            let _ = writeln!(wrong, "{name}: {:?} {:?}\n{}", run.code, run.codes(), run.told);
        } else if !is_error && path == PAGE && !site.page("guide/index.html").contains("指南</h1>") {
            let _ = writeln!(wrong, "{name}: the title is not on its page");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn texts_have_a_limit_that_can_be_raised() {
    let site = Site::new();
    let line = "收到政府信息公开申请，均已按时办结。\n\n";
    site.put(PAGE, FRONT.to_owned() + &fill(line, 50_000_000));
    let run = site.build(&[]);
    assert_eq!((run.code, run.codes()), (Some(1), vec!["text-too-large"]), "{}", run.told);
    assert!(run.megabytes() <= 64, "{} MB for a text that is not read", run.megabytes());
    println!("50 MB, refused: {} ms, {} MB", run.milliseconds(), run.megabytes());

    // A million lines are within the limit.
    site.put(PAGE, FRONT.to_owned() + &"行\n".repeat(1_000_000));
    let run = site.build(&[]);
    assert_eq!((run.code, run.codes()), (Some(0), vec![]), "{}", run.told);
    println!("a million lines: {} ms, {} MB", run.milliseconds(), run.megabytes());
    let written = site.page("guide/index.html");
    assert_eq!(written.matches("行\n").count() + written.matches("行</p>").count(), 1_000_000);

    site.put("site.yaml", format!("{SITE}text_limit: 0\n"));
    assert_eq!(site.build(&[]).codes(), ["expected-megabytes"]);
    let megabytes = if slack() == 1 { 50 } else { 6 };
    site.put("site.yaml", format!("{SITE}text_limit: {}\n", megabytes + 1));
    site.put(PAGE, FRONT.to_owned() + &fill(line, megabytes * 1_000_000));
    let run = site.build(&[]);
    assert_eq!((run.code, run.codes()), (Some(0), vec![]), "{}", run.told);
    println!("{megabytes} MB, allowed: {} ms, {} MB", run.milliseconds(), run.megabytes());
}

#[test]
fn a_hundred_thousand_files_in_one_folder_are_no_trouble() {
    let count = if slack() == 1 { 100_000 } else { 10_000 };
    let site = Site::new();
    site.put(REPORT, FORM.to_owned() + "正文。\n");
    for n in 0..count {
        site.put(&format!("content/town/2025/附件{n}.pdf"), "x");
    }
    let run = site.build(&[]);
    assert_eq!((run.code, run.codes()), (Some(0), vec![]), "{}", run.told);
    println!("{count} attachments: {} ms, {} MB", run.milliseconds(), run.megabytes());
    assert_eq!(site.page("town/2025/report/index.html").matches(".pdf\"").count(), count);
    // A draft beside them, for which they wait.
    site.put(REPORT, FORM.replace("year:", "status: draft\nyear:") + "正文。\n");
    let draft = site.build(&[]);
    assert_eq!(draft.code, Some(0), "{}", draft.told);
    println!("{count} attachments of a draft: {} ms, {} MB", draft.milliseconds(), draft.megabytes());
    assert!(draft.milliseconds() < run.milliseconds() * 2 + 1000);
}

/// A theme of the site's own with one template, and what its error says.
fn themes() -> Vec<(&'static str, String, &'static str)> {
    let rounds = |body: &str| {
        format!("{{% for a in range(end=100000) %}}{{% for b in range(end=100000) %}}{body}{{% endfor %}}{{% endfor %}}")
    };
    let calls = "{{ <a n={n - 1} /> }}".repeat(10);
    vec![
        ("a file of the site", "{% include \"../../../site.yaml\" %}".to_owned(), "site.yaml"),
        ("a file of the machine", "{% include \"/etc/passwd\" %}".to_owned(), "/etc/passwd"),
        ("a file of the theme that is no template", "{% include \"../theme.yaml\" %}".to_owned(), "theme.yaml"),
        ("the environment", "{{ get_env(name=\"HOME\") }}".to_owned(), "get_env"),
        ("the clock", "{{ now() }}".to_owned(), "now"),
        ("the network", "{{ load_data(url=\"http://127.0.0.1:1/\") }}".to_owned(), "load_data"),
        ("loops in loops that print nothing", rounds(""), "5000000 rounds"),
        ("loops in loops that print", rounds("x"), "5000000 rounds"),
        ("loops in loops that are gathered", format!("{{% set x %}}{}{{% endset %}}", rounds("x")), "5000000 rounds"),
        ("a page that grows", format!("{{% for a in range(end=100000) %}}{}{{% endfor %}}", "x".repeat(4000)), "256 MB"),
        (
            "a component that calls itself",
            format!("{{% component a(n) %}}{{% if n > 0 %}}{calls}{{% endif %}}{{% endcomponent a %}}{{{{ <a n={{18}} /> }}}}"),
            "5000000 rounds",
        ),
        ("a template that includes itself", "{% include \"home.html\" %}".to_owned(), "home.html"),
        ("10,000 brackets", format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000)), "template"),
    ]
}

#[test]
fn no_theme_reads_what_is_not_its_own_or_runs_for_ever() {
    let mut wrong = String::new();
    // What takes seconds in a release build is tried with one only.
    for (name, template, word) in themes().into_iter().filter(|(name, ..)| slack() == 1 || !name.starts_with("a component")) {
        let site = Site::new();
        site.put("site.yaml", format!("{SITE}theme: own\n")).put("themes/own/templates/home.html", template);
        let run = site.build(&[]);
        println!("{name}: {} ms, {} MB", run.milliseconds(), run.megabytes());
        let has_place =
            run.told.contains("themes/own/templates/home.html:1:") || run.told.contains("--> themes/own/templates/home.html");
        if run.code != Some(1)
            || run.codes() != ["template"]
            || !run.told.contains(word)
            || !has_place
            || run.milliseconds() > 5000 * slack()
        {
            let _ = writeln!(wrong, "{name}: {:?} in {} ms:\n{}", run.code, run.milliseconds(), run.told);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Names of attachments that are odd but fine, each with what is told of it.
fn names() -> Vec<(String, &'static [&'static str])> {
    let windows: &[&str] = &["windows-name"];
    vec![
        ("附件 一.pdf".to_owned(), &[]),
        ("100%.pdf".to_owned(), &[]),
        ("50%25.pdf".to_owned(), &[]),
        ("a#b.pdf".to_owned(), &[]),
        ("a&b;c=d+e@f.pdf".to_owned(), &[]),
        ("-rf.pdf".to_owned(), &[]),
        ("--help".to_owned(), &[]),
        ("'单引号'.pdf".to_owned(), &[]),
        ("e\u{301}.pdf".to_owned(), &[]),
        ("年".repeat(83) + "ab.pdf", &[]),
        ("what?.pdf".to_owned(), windows),
        ("\"双引号\".pdf".to_owned(), windows),
        ("a:b.pdf".to_owned(), windows),
        ("a\\b.pdf".to_owned(), windows),
        ("a\nb.pdf".to_owned(), windows),
        ("con.pdf".to_owned(), windows),
        ("COM1".to_owned(), windows),
        ("a.pdf.".to_owned(), windows),
        ("a ".to_owned(), windows),
    ]
}

#[test]
fn every_name_that_a_disk_takes_is_published_under_it() {
    let mut wrong = String::new();
    for (name, codes) in names() {
        let site = Site::new();
        site.put(&format!("content/town/2025/{name}"), "附件").put(REPORT, FORM.to_owned() + "正文。\n");
        for arguments in [&[][..], &["--compress"]] {
            let run = site.build(arguments);
            let published = fs::read_to_string(site.top.path().join("public/town/2025").join(&name)).unwrap_or_default();
            if run.code != Some(0) || run.codes() != codes || published != "附件" {
                let _ = writeln!(wrong, "{name:?} {arguments:?}: {:?}, {published:?}\n{}", run.code, run.told);
                continue;
            }
            // The link on the report's page leads to the file.
            let page = site.page("town/2025/report/index.html");
            let mut hrefs = page.match_indices("href=\"").map(|(at, _)| page[at + 6..].split('"').next().unwrap_or_default());
            let leads = |href: &str| {
                let href = href.replace("&amp;", "&").replace("&#x27;", "'").replace("&#39;", "'");
                percent_encoding::percent_decode_str(&href).decode_utf8_lossy() == format!("../../../town/2025/{name}")
            };
            if !hrefs.any(leads) {
                let _ = writeln!(wrong, "{name:?}: no link on the report's page");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn two_files_of_one_name_are_an_error_that_names_both() {
    for (one, other) in [
        ("\u{E9}.pdf", "e\u{301}.pdf"),
        ("É.pdf", "é.pdf"),
        ("A.pdf", "a.pdf"),
        ("a.pdf", "a.pdf."),
        ("ＡＢ.pdf", "ａｂ.pdf"),
        ("Å.pdf", "\u{212B}.pdf"),
    ] {
        let site = Site::new();
        site.put(&format!("content/town/2025/{one}"), "x").put(&format!("content/town/2025/{other}"), "y");
        site.put(REPORT, FORM.to_owned() + "正文。\n");
        let run = site.build(&[]);
        assert_eq!(run.code, Some(1), "{one:?} {other:?}: {}", run.told);
        assert!(run.codes().contains(&"same-address"), "{}", run.told);
        for name in [one, other] {
            assert!(run.told.contains(&format!("content/town/2025/{name}")), "{name:?} is not named: {}", run.told);
        }
    }
}

#[test]
fn what_is_no_part_of_a_site_is_listed_and_never_published() {
    let site = Site::new();
    let left = [
        "content/.env",
        "content/.git/config",
        "content/town/~$年报.docx",
        "content/town/.DS_Store",
        "content/town/Thumbs.db",
        "content/town/guide.md~",
        "content/town/.guide.md.swp",
        "content/town/#guide.md#",
        "content/town/4913",
        "content/town/2025/.~lock.年报.docx#",
        "themes/own/templates/.home.html.swp",
    ];
    for path in left {
        site.put(path, "SECRET");
    }
    site.put(REPORT, FORM.to_owned() + "正文。\n");
    assert_eq!(site.build(&[]).code, Some(0));
    let mut pending = vec![site.top.path().join("public")];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => pending.push(path),
                false => assert!(!fs::read(&path).expect("a file").windows(6).any(|six| six == b"SECRET"), "{}", path.display()),
            }
        }
    }
    let run = site.run("check", &[]);
    for path in left.map(|path| path.replace("/config", "")) {
        assert!(run.told.contains(&format!("--> {path}\n")), "{path} is not listed: {}", run.told);
    }
    assert_eq!(run.told.matches("note[left-out]").count(), left.len());
}

#[test]
fn what_cannot_be_read_is_told_by_its_name() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let mode = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("another mode");
    for (path, code) in [(PAGE, Some(1)), ("content/town/2025/附件.csv", Some(1)), ("content/town", Some(2))] {
        let site = Site::new();
        site.put(PAGE, FRONT.to_owned() + "正文。\n")
            .put("content/town/2025/附件.csv", "x")
            .put(REPORT, FORM.to_owned() + "正文。\n");
        let place = site.top.path().join("site").join(path);
        mode(site.top.path(), 0o777);
        mode(&place, 0);
        // Nothing is closed to root.
        let run = match fs::metadata("/proc/self").expect("this process").uid() {
            0 => site.run_as_nobody(),
            _ => site.build(&[]),
        };
        mode(&place, 0o755);
        assert_eq!(run.code, code, "{path}: {}", run.told);
        assert!(run.told.contains(path) && run.told.to_lowercase().contains("permission"), "{path}: {}", run.told);
    }
    // A link to the folder that it is in, and one to a file of the machine.
    let site = Site::new();
    symlink("..", site.top.path().join("site/content/town/loop")).expect("a link");
    symlink("/etc/passwd", site.top.path().join("site/content/town/users.txt")).expect("a link");
    let run = site.build(&[]);
    assert_eq!((run.code, run.told.matches("error[symbolic-link]").count()), (Some(1), 2), "{}", run.told);
}

#[test]
fn a_hundred_mistakes_of_a_kind_are_told_and_the_rest_is_counted() {
    let site = Site::new();
    let run = site.put(PAGE, FRONT.to_owned() + &"[a](b.md) [b](javascript:c)\n".repeat(300)).build(&[]);
    assert_eq!(
        (run.told.matches("error[broken-link]").count(), run.told.matches("warning[refused-address]").count()),
        (100, 100)
    );
    assert_eq!(run.told.matches("note: this file has 200 more of the same").count(), 2, "{}", run.told);
}
