//! Cases: each file below `tests/cases/` is a small site and exactly what its user sees.
//!
//! A case begins with `#` lines that say what it is about. Then come sections, each under a line of its own:
//!
//! ```text
//! --- file PATH              a file of the site; ⟦U+2028⟧ is a character, ⟦600×[⟧ so many of them
//! --- bytes PATH             a file in hexadecimal
//! --- link PATH -> TARGET    a symbolic link
//! --- fifo PATH              a pipe
//! --- folder PATH            an empty folder
//! --- without PATH           leaves out what a case gets unasked: site.yaml, content/town/agency.yaml, public
//! --- command check          another command than `build`; it must change nothing
//! --- args …                 arguments after `gongkai build SITE`
//! --- at PATH                another folder than SITE
//! --- env NAME=VALUE         for the environment, which is otherwise empty
//! === zh-CN, === en          with that --lang (or `unasked`): the exit code, then the standard error; what goes to the standard output begins with `> `
//! === page PATH              lines that stand in that file of the portal; `!` in front of those that do not
//! === whole PATH             the file's text
//! === part PATH ID           the element with that id, each tag on a line of its own
//! === files                  paths that are in the portal; `!` in front of those that are not
//! === faults                 last of all: what is known to be wrong, until somebody mends it
//! ```
//!
//! Paths are percent-encoded where they must be. `SITE` is the site's folder, `TOP` the one above it; `TOP/home` is the home folder.
//! Unless a case says otherwise the destination holds an older portal: after a failing run it, and everything else, must be as it was; after a
//! good one, it must be gone. Every portal must also pass what `shared/output.rs` asks of all.
//!
//! A line `# Known: …` says what is recorded as it is, though it should be otherwise.
//! `UPDATE=1 cargo test --test cases` writes down what is seen. Read it as the clerk who will.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "shared/html.rs"]
#[expect(dead_code, reason = "forms.rs uses the rest")]
mod html;
#[path = "shared/output.rs"]
mod output;

/// Cases are short: what a whole report has is asked for only where a case brings a `site.yaml` of its own.
const SITE: &str = "title: 示例县政府信息公开\nbase_url: https://example.gov.cn/xxgk/\nchecks: {no-text: off, part-missing: off, title-agency: off}\n";
const AGENCY: &str = "name: 示例镇人民政府\nshort_name: 示例镇\nlevel: township\n";
const TODAY: &str = "2026-06-01";
/// No case takes longer, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(20);

macro_rules! families {
    ($($name:ident)*) => {
        $(#[test] fn $name() { family(stringify!($name)); })*

        #[test]
        fn every_folder_of_cases_is_run() {
            let folders = listed(&cases()).into_iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned());
            assert_eq!(folders.collect::<Vec<_>>(), { let mut all = vec![$(stringify!($name)),*]; all.sort_unstable(); all });
        }
    };
}

families! { sources yaml figures sheets forms model markdown site theme destination check }

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Runs all cases of a folder, and tells all that differ.
fn family(name: &str) {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut wrong = String::new();
    let cases = listed(&cases().join(name));
    for path in &cases {
        let written = fs::read_to_string(path).expect("a readable case");
        let case = Case::parse(&written);
        let (seen, mut faults) = case.run();
        if update && seen != written {
            fs::write(path, &seen).expect("a writable case");
        } else if seen != written {
            faults.push(difference(&written, &seen));
        }
        if !faults.is_empty() {
            let _ =
                writeln!(wrong, "\n#### {name}/{}\n{}", path.file_name().expect("a name").to_string_lossy(), faults.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nIf what is seen is right: UPDATE=1 cargo test --test cases");
}

/// The lines that differ, with what is seen instead.
fn difference(written: &str, seen: &str) -> String {
    let (written, seen): (Vec<&str>, Vec<&str>) = (written.lines().collect(), seen.lines().collect());
    let same = written.iter().zip(&seen).take_while(|(a, b)| a == b).count();
    let tail = written[same..].iter().rev().zip(seen[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let lines = |sign: char, lines: &[&str]| lines.iter().map(|line| format!("{sign} {line}\n")).collect::<String>();
    let (old, new) = (&written[same..written.len() - tail], &seen[same..seen.len() - tail]);
    format!("from line {}:\n{}{}", same + 1, lines('-', old), lines('+', new))
}

/// A case: what it is about, and its sections, each a head and a body.
struct Case<'c> {
    about: &'c str,
    sections: Vec<(&'c str, &'c str)>,
}

/// What a run of the program gave.
struct Run {
    told: String,
    good: bool,
    portal: BTreeMap<String, Vec<u8>>,
}

impl<'c> Case<'c> {
    fn parse(written: &'c str) -> Case<'c> {
        let mut heads: Vec<usize> = Vec::new();
        let mut offset = 0;
        for line in written.split_inclusive('\n') {
            if ["--- ", "=== "].iter().any(|mark| line.starts_with(mark)) {
                heads.push(offset);
            }
            offset += line.len();
        }
        let about = &written[..heads.first().copied().unwrap_or(written.len())];
        assert!(
            about.lines().all(|line| line.starts_with('#') || line.is_empty()) && about.starts_with("# "),
            "it says what it is about"
        );
        let ends = heads.iter().skip(1).copied().chain([written.len()]);
        let sections = heads.iter().zip(ends).map(|(start, end)| written[*start..end].split_once('\n').expect("a line"));
        Case { about, sections: sections.collect() }
    }

    /// Runs the case. Returns it as it should be written, and what must not be recorded at all.
    fn run(&self) -> (String, Vec<String>) {
        let mut faults = Vec::new();
        let mut seen = self.about.to_owned();
        let mut last: Option<Run> = None;
        for (head, body) in &self.sections {
            let _ = writeln!(seen, "{head}");
            let Some(what) = head.strip_prefix("=== ") else {
                seen.push_str(body);
                continue;
            };
            let words: Vec<&str> = what.split(' ').collect();
            match (words.as_slice(), &last) {
                ([language @ ("zh-CN" | "en" | "unasked")], _) => {
                    let run = self.build(language, &mut faults);
                    seen.push_str(&run.told);
                    last = Some(run);
                }
                (["page", path], Some(run)) => {
                    let page = file(run, path, &mut faults);
                    for line in body.lines().filter(|line| !line.is_empty()) {
                        let (line, wanted) = line.strip_prefix('!').map_or((line, true), |line| (line, false));
                        if page.contains(line) != wanted {
                            faults.push(format!("{path} {} {line:?}", if wanted { "lacks" } else { "has" }));
                        }
                    }
                    seen.push_str(body);
                }
                (["whole", path], Some(run)) => {
                    let text = file(run, path, &mut faults).replace('\u{FEFF}', "⟦U+FEFF⟧");
                    let _ = writeln!(seen, "{}\n", text.trim_end_matches('\n'));
                }
                (["part", path, id], Some(run)) => {
                    let page = file(run, path, &mut faults);
                    match html::element(&page, id) {
                        Some(part) => seen.push_str(&lines_of(part)),
                        None => faults.push(format!("{path} has no element {id}")),
                    }
                }
                (["files"], Some(run)) => {
                    for line in body.lines().filter(|line| !line.is_empty()) {
                        let (path, wanted) = line.strip_prefix('!').map_or((line, true), |line| (line, false));
                        if run.portal.contains_key(path) != wanted {
                            faults.push(format!("{path} {}", if wanted { "is missing" } else { "is there" }));
                        }
                    }
                    seen.push_str(body);
                }
                (["faults"], Some(_)) => {
                    for fault in faults.drain(..) {
                        let _ = writeln!(seen, "{fault}");
                    }
                }
                _ => panic!("{head}: what is this section, and has anything been built?"),
            }
        }
        assert!(last.is_some(), "a case builds something");
        (seen.trim_end_matches('\n').to_owned() + "\n", faults)
    }

    fn build(&self, language: &str, faults: &mut Vec<String>) -> Run {
        let top = tempfile::Builder::new().prefix("gongkai-case-").tempdir().expect("a temporary folder");
        let site = top.path().join("site");
        for folder in [&site, &top.path().join("home")] {
            fs::create_dir(folder).expect("a new folder");
        }
        self.lay_out(&site);
        let before = output::tree(top.path());
        let (code, told, elapsed) = self.call(top.path(), &site, language);
        let after = output::tree(top.path());
        if told.contains("{$") {
            faults.push(format!("{language}: a message lacks a word"));
        }
        if elapsed > PATIENCE {
            faults.push(format!("{language}: it hangs"));
        }
        let good = code == Some(0) && self.command() == "build";
        let site_yaml = fs::read_to_string(site.join("site.yaml")).unwrap_or_default();
        let base_url =
            site_yaml.lines().find_map(|line| line.strip_prefix("base_url: ")).unwrap_or("https://example.gov.cn/xxgk/");
        let destination = self.destination(top.path());
        let portal: BTreeMap<String, Vec<u8>> = match good {
            true => after
                .iter()
                .filter_map(|(path, bytes)| Some((path.strip_prefix(&destination)?.to_owned(), bytes.clone())))
                .collect(),
            false => BTreeMap::new(),
        };
        if good {
            let base_url = format!("{}/", base_url.trim_end_matches('/'));
            faults.extend(output::faults(&portal, &base_url).into_iter().map(|fault| format!("{language}: {fault}")));
            if portal.contains_key("old/index.html") {
                faults.push(format!("{language}: the old portal is still there"));
            }
        }
        for path in before.keys().chain(after.keys()).filter(|path| !good || !path.starts_with(&destination)) {
            // A good build makes the folders above its destination, and clears away what a killed one left.
            let may_change = good && (destination.starts_with(path.as_str()) || path.contains(".staging/"));
            if before.get(path) != after.get(path) && !may_change {
                faults.push(format!("{language}: {path} was changed, added or removed"));
            }
        }
        Run { told, good, portal }
    }

    /// Where the portal should be, relative to the case's folder, links resolved.
    fn destination(&self, top: &Path) -> String {
        let asked =
            self.args().split_once("--destination ").and_then(|(_, rest)| rest.split(' ').next()).unwrap_or("SITE/public");
        let path = top.join(asked.replace("SITE", "site").trim_start_matches("TOP/"));
        let path = path.canonicalize().unwrap_or(path);
        let top = top.canonicalize().expect("a folder");
        format!("{}/", path.strip_prefix(&top).unwrap_or(&path).display())
    }

    fn command(&self) -> &str {
        self.sections.iter().find_map(|(head, _)| head.strip_prefix("--- command ")).unwrap_or("build")
    }

    fn args(&self) -> &str {
        self.sections.iter().find_map(|(head, _)| head.strip_prefix("--- args ")).unwrap_or_default()
    }

    /// Writes the site's files, and what a case gets unasked.
    fn lay_out(&self, site: &Path) {
        let mut given = Vec::new();
        for (head, body) in &self.sections {
            let Some((kind, path)) = head.strip_prefix("--- ").and_then(|head| head.split_once(' ')) else { continue };
            let (path, target) = path.split_once(" -> ").unwrap_or((path, ""));
            given.push(path);
            let place = site.join(OsStr::from_bytes(&percent_encoding::percent_decode_str(path).collect::<Vec<u8>>()));
            if !matches!(kind, "args" | "at" | "command" | "env" | "without") {
                fs::create_dir_all(place.parent().expect("a parent")).expect("a new folder");
            }
            match kind {
                "file" => fs::write(place, expand(body)).expect("a new file"),
                "bytes" => {
                    let byte = |word| u8::from_str_radix(word, 16).expect("hexadecimal");
                    fs::write(place, body.split_whitespace().map(byte).collect::<Vec<u8>>()).expect("a new file");
                }
                "link" => std::os::unix::fs::symlink(target, place).expect("a new link"),
                "fifo" => {
                    let mode = rustix::fs::Mode::from_raw_mode(0o644);
                    rustix::fs::mknodat(rustix::fs::CWD, &place, rustix::fs::FileType::Fifo, mode, 0).expect("a new pipe");
                }
                "folder" => fs::create_dir_all(place).expect("a new folder"),
                "args" | "at" | "command" | "env" | "without" => {}
                _ => panic!("what is {head}?"),
            }
        }
        let unasked = [
            ("site.yaml", "site.yaml", SITE),
            ("content/town/agency.yaml", "content/town/agency.yaml", AGENCY),
            ("public", "public/.gongkai", ""),
            ("public", "public/old/index.html", "<!doctype html>\n<title>旧</title>\n"),
        ];
        for (name, path, text) in unasked {
            if !given.iter().any(|given| *given == name || given.starts_with(&format!("{name}/"))) {
                let place = site.join(path);
                fs::create_dir_all(place.parent().expect("a parent")).expect("a new folder");
                fs::write(place, text).expect("a new file");
            }
        }
    }

    /// Runs the program. Returns its exit code, what it told, and how long it took.
    fn call(&self, top: &Path, site: &Path, language: &str) -> (Option<i32>, String, Duration) {
        let told = tempfile::tempdir().expect("a temporary folder");
        let (out, error) = (told.path().join("out"), told.path().join("error"));
        let (site_name, top_name) = (site.to_string_lossy(), top.to_string_lossy());
        let args = self.args().replace("SITE", &site_name).replace("TOP", &top_name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        let at = self.sections.iter().find_map(|(head, _)| head.strip_prefix("--- at "));
        let at = at.map_or_else(|| site_name.clone().into_owned(), |at| at.replace("SITE", &site_name).replace("TOP", &top_name));
        command.arg(self.command()).arg(at).args(args.split_whitespace());
        if !args.contains("--lang ") && language != "unasked" {
            command.args(["--lang", language]);
        }
        if !args.contains("--as-of ") && self.command() != "verify" {
            command.args(["--as-of", TODAY]);
        }
        command.env_clear().env("HOME", top.join("home")).env("NO_COLOR", "1").current_dir(top.join("home"));
        let variables = self.sections.iter().filter_map(|(head, _)| head.strip_prefix("--- env ")?.split_once('='));
        command
            .envs(variables)
            .stdin(Stdio::null())
            .stdout(File::create(&out).expect("a file"))
            .stderr(File::create(&error).expect("a file"));
        let start = Instant::now();
        let mut child = command.spawn().expect("the program");
        let status = loop {
            match child.try_wait().expect("the program") {
                Some(status) => break Some(status),
                None if start.elapsed() > PATIENCE => {
                    child.kill().expect("the program");
                    child.wait().expect("the program");
                    break None;
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let read = |path| {
            String::from_utf8_lossy(&fs::read(path).expect("a file")).replace(&*site_name, "SITE").replace(&*top_name, "TOP")
        };
        let code = status.and_then(|status| status.code());
        let mut seen = format!("exit: {}\n", code.map_or("none".to_owned(), |code| code.to_string()));
        seen.push_str(&read(&error));
        for line in read(&out).lines() {
            let _ = writeln!(seen, "> {}", without_seconds(without_evidence(line)));
        }
        (code, seen.trim_end().to_owned() + "\n\n", start.elapsed())
    }
}

/// A file of the portal, or nothing and a fault.
fn file(run: &Run, path: &str, faults: &mut Vec<String>) -> String {
    if !run.good {
        faults.push(format!("{path}: nothing was built"));
        return String::new();
    }
    match run.portal.get(path) {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None => {
            faults.push(format!("there is no {path}"));
            String::new()
        }
    }
}

/// A part of a page, each opening tag and the text after it on a line of its own.
fn lines_of(part: &str) -> String {
    let flat = part.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.replace("> <", "><").replace("><", ">\n<").replace("\n</", "</") + "\n\n"
}

/// The last line of a build without the way it took and the manifest's sum, which stands for every byte: `publishing.rs` looks at both.
fn without_evidence(line: &str) -> &str {
    line.split_once(" · ").filter(|(_, rest)| rest.contains(" · ")).map_or(line, |(before, _)| before)
}

/// The last line of a build without what differs from run to run.
fn without_seconds(line: &str) -> String {
    for (before, after) in [("用时 ", " 秒"), (" in ", " s")] {
        if let Some((head, rest)) = line.split_once(before)
            && let Some((seconds, tail)) = rest.split_once(after)
            && seconds.parse::<f64>().is_ok()
        {
            return format!("{head}{before}…{after}{tail}");
        }
    }
    line.to_owned()
}

/// Writes out `⟦U+2028⟧` and `⟦600×[⟧`.
fn expand(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (token, after) = after.split_once('⟧').expect("⟧ after ⟦");
        out.push_str(before);
        match (token.strip_prefix("U+"), token.split_once('×')) {
            (Some(code), _) => out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character")),
            (None, Some((count, what))) => out.push_str(&what.replace("\\n", "\n").repeat(count.parse().expect("a number"))),
            _ => panic!("⟦{token}⟧"),
        }
        rest = after;
    }
    out + rest
}
