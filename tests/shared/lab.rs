//! A small site in two states, its portals, and what can be done to a build of it: killed, refused a call, run beside others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub type Tree = BTreeMap<String, Vec<u8>>;

/// The files of the site before and after the clerk's work: a changed page, a new one, one that is gone, another attachment.
const SITE: &str = "title: 示例县政府信息公开\nbase_url: https://example.gov.cn/xxgk/\nchecks: {no-text: off, part-missing: off, title-agency: off, report-missing: off}\n";
const AGENCY: &str = "name: 示例镇人民政府\nshort_name: 示例镇\nlevel: township\n";
const BEFORE: [(&str, &str); 5] = [
    ("content/town/2024/report.md", "2024"),
    ("content/town/2024/附件 1.txt", "收到申请 12 件"),
    ("content/town/2023/report.md", "2023"),
    ("content/town/2022/old-name.md", "2022"),
    ("content/guide.md", ""),
];
const AFTER: [(&str, &str); 5] = [
    ("content/town/2024/report.md", "2024"),
    ("content/town/2024/附件 1.txt", "收到申请 13 件"),
    ("content/town/2025/report.md", "2025"),
    ("content/town/2022/new-name.md", "2022"),
    ("content/guide.md", ""),
];

/// How a build publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Exchange,
    InPlace,
}

impl Way {
    pub const ALL: [Way; 2] = [Way::Exchange, Way::InPlace];

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Way::Exchange => &[],
            Way::InPlace => &["--in-place"],
        }
    }
}

/// A place for experiments: `www/public` is the destination, with nothing beside it.
pub struct Lab {
    top: TempDir,
    pub before: Tree,
    pub after: Tree,
}

impl Lab {
    pub fn new() -> Lab {
        let top = tempfile::Builder::new().prefix("gongkai-lab-").tempdir().expect("a temporary folder");
        for (name, files) in [("before", BEFORE), ("after", AFTER)] {
            let site = top.path().join(name);
            put(&site.join("site.yaml"), SITE);
            put(&site.join("content/town/agency.yaml"), AGENCY);
            for (path, year) in files {
                let text = match path {
                    path if path.ends_with(".txt") => year.to_owned(),
                    "content/guide.md" => "---\ntitle: 政府信息公开指南\n---\n指南正文。\n".to_owned(),
                    _ => report(year, if name == "before" { "12" } else { "13" }),
                };
                put(&site.join(path), &text);
            }
        }
        fs::create_dir(top.path().join("home")).expect("a new folder");
        let mut lab = Lab { top, before: Tree::new(), after: Tree::new() };
        for name in ["before", "after"] {
            let clean = lab.path(&format!("clean-{name}/public"));
            let done = lab.build(name, &clean, &[]).output().expect("the program");
            assert!(done.status.success(), "{}", told(&done));
            let tree = tree(&clean);
            if name == "before" { lab.before = tree } else { lab.after = tree }
        }
        lab
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.top.path().join(path)
    }

    pub fn destination(&self) -> PathBuf {
        self.path("www/public")
    }

    /// Puts the old portal back, and nothing else.
    pub fn reset(&self) {
        let www = self.path("www");
        let _ = fs::remove_dir_all(&www);
        lay_out(&self.destination(), &self.before);
        // It was built some time ago: a build within the same second waits for the next one.
        for path in self.before.keys().filter(|path| !path.ends_with('/')) {
            let file = fs::File::options().write(true).open(self.destination().join(path)).expect("a file");
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60)).expect("a time");
        }
    }

    /// A build of one of the sites, with one worker, so that what it does is repeatable.
    pub fn build(&self, site: &str, destination: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        self.prepare(command.arg("build"), site, destination, arguments);
        command
    }

    /// The same for the new portal and the usual destination.
    pub fn publish(&self, way: Way) -> Command {
        self.build("after", &self.destination(), way.arguments())
    }

    /// The same below strace, with arguments of strace's.
    pub fn traced(&self, way: Way, strace: &[&str]) -> Command {
        let mut command = Command::new("strace");
        command.args(strace).arg(env!("CARGO_BIN_EXE_gongkai")).arg("build");
        self.prepare(&mut command, "after", &self.destination(), way.arguments());
        command
    }

    fn prepare(&self, command: &mut Command, site: &str, destination: &Path, arguments: &[&str]) {
        command.arg(self.path(site)).arg("--destination").arg(destination).args(arguments);
        command.args(["--as-of", "2026-06-01", "--lang", "en"]).env_clear().env("RAYON_NUM_THREADS", "1");
        command.env("HOME", self.path("home")).env("PATH", "/usr/bin:/bin").current_dir(self.path("home"));
    }

    /// What stands at the destination.
    pub fn seen(&self) -> Tree {
        tree(&self.destination())
    }

    /// What lies beside the destination.
    pub fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.path("www")).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "public").collect()
    }
}

/// A report's text; the figure has two digits, so that another one makes a file of the same size.
fn report(year: &str, figure: &str) -> String {
    let published = year.parse::<u16>().expect("a year") + 1;
    format!(
        "---\ntitle: 示例镇{year}年政府信息公开工作年度报告\nyear: {year}\npublished: {published}-01-15\n---\n收到申请 {figure} 件，见[附件]({}).\n",
        "../2024/附件%201.txt"
    )
}

pub fn put(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a new folder");
    fs::write(path, text).expect("a new file");
}

pub fn lay_out(folder: &Path, tree: &Tree) {
    fs::create_dir_all(folder).expect("a new folder");
    for (path, bytes) in tree {
        match path.ends_with('/') {
            true => fs::create_dir_all(folder.join(path)).expect("a new folder"),
            false => put(&folder.join(path), bytes),
        }
    }
}

/// The files below a folder; folders end in `/`.
pub fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(|entry| entry.expect("a readable folder"));
    let named = entries.map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
        match entry.file_type() {
            kind if kind.is_dir() => (path + "/", Vec::new()),
            kind if kind.is_file() => (path, fs::read(entry.path()).expect("a readable file")),
            _ => (path, b"special".to_vec()),
        }
    });
    named.collect()
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}
