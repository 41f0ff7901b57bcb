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
use std::io::Write as _;
use std::path::Path;
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
        let _alone = STOPWATCH.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let program = std::env::var_os("GONGKAI_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_gongkai").into());
        let (out, error) = (self.top.path().join("out"), self.top.path().join("error"));
        let mut command = Command::new(program);
        command.arg(what).arg(self.top.path().join("site"));
        if what == "build" {
            command.arg("--destination").arg(self.top.path().join("public"));
        }
        command.args(["--as-of", "2026-06-01", "--lang", "en"]).args(arguments).env_clear().env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(File::create(&out).expect("a file")).stderr(File::create(&error).expect("a file"));
        let start = Instant::now();
        let mut child = command.spawn().expect("the program");
        let status_file = format!("/proc/{}/status", child.id());
        let mut memory = 0;
        let status = loop {
            memory = memory.max(most_memory(&status_file));
            match child.try_wait().expect("the program") {
                Some(status) => break Some(status),
                None if start.elapsed() > PATIENCE => {
                    child.kill().expect("the program");
                    child.wait().expect("the program");
                    break None;
                }
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        };
        let took = start.elapsed();
        let read = |path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
        Run { code: status.and_then(|status| status.code()), told: read(error) + &read(out), took, memory }
    }
}

/// `VmHWM`, in bytes.
fn most_memory(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).map_or(0, |kilobytes| kilobytes * 1024)
}
