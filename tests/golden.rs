//! The whole example, byte by byte: the same whatever the threads, the folder and the day of the week.
//!
//! `tests/golden/county.sha256` has a line for each file; six pages are kept whole in `tests/golden/pages/`, so that a change can be read.
//! `UPDATE=1 cargo test --test golden` writes them anew.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

/// A page of each kind: the first, a year, a report that was late, one on the form of 2021, a series, a report's data.
const PAGES: [&str; 6] = [
    "index.html",
    "years/2025/index.html",
    LATE,
    "yunlan/jiaoyu/2023/annual-report/index.html",
    "statistics/requests-received/index.html",
    "yunlan/jiaoyu/2023/annual-report/figures.csv",
];
const LATE: &str = "@LATE@";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Builds a site and reads what came of it.
fn build(site: &Path, destination: &Path, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("build").arg(site).args(["--as-of", "2026-06-01", "--lang", "en", "--destination"]).arg(destination);
    let done = command.env_clear().env("RAYON_NUM_THREADS", threads).env("TZ", "UTC").output().expect("the program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    read(destination)
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("a readable folder"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("a path below").to_string_lossy().replace('\\', "/");
        (path, fs::read(entry.path()).expect("a readable file"))
    });
    files.collect()
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in read(from) {
        let place = to.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a new folder");
        fs::write(place, bytes).expect("a new file");
    }
}

fn assert_same(what: &str, seen: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>) {
    let all: std::collections::BTreeSet<&String> = seen.keys().chain(wanted.keys()).collect();
    let other: Vec<&&String> = all.iter().filter(|path| seen.get(**path) != wanted.get(**path)).collect();
    assert!(other.is_empty(), "{what}: {} files differ: {:?}", other.len(), &other[..other.len().min(10)]);
}

#[test]
fn the_example_is_as_it_was_whatever_the_threads_and_folders() {
    let top = tempfile::tempdir().expect("a temporary folder");
    // Outside of the repository, whose commit would stand in the manifest.
    let site = top.path().join("site");
    copy(&root().join("examples/county"), &site);
    let _ = fs::remove_dir_all(site.join("public"));
    let portal = build(&site, &top.path().join("one"), "1");
    assert_same("eight threads", &build(&site, &top.path().join("eight"), "8"), &portal);
    assert_same("a second build over the first", &build(&site, &top.path().join("one"), "8"), &portal);
    let elsewhere = top.path().join("别的 folder");
    copy(&site, &elsewhere);
    assert_same("a copy of the site", &build(&elsewhere, &elsewhere.join("public"), "8"), &portal);
    let needle = top.path().to_string_lossy().into_owned();
    let leaks = portal.iter().filter(|(_, bytes)| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()));
    assert_eq!(leaks.count(), 0, "a path of this machine stands in a file");

    let golden = root().join("tests/golden");
    let mut sums = String::new();
    for (path, bytes) in &portal {
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let _ = writeln!(sums, "{hash}  {path}");
    }
    let late = late_report(&portal);
    let pages = PAGES.map(|page| if page == LATE { late.as_str() } else { page });
    let name = |page: &str| page.replace('/', "--");
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let _ = fs::remove_dir_all(golden.join("pages"));
        fs::create_dir_all(golden.join("pages")).expect("a new folder");
        for page in pages {
            fs::write(golden.join("pages").join(name(page)), &portal[page]).expect("a new file");
        }
        fs::write(golden.join("county.sha256"), &sums).expect("a new file");
        return;
    }
    // Whole pages first: their difference can be read.
    for page in pages {
        let wanted = fs::read_to_string(golden.join("pages").join(name(page))).expect("UPDATE=1 has not been run");
        let seen = String::from_utf8_lossy(&portal[page]);
        let difference = seen.lines().zip(wanted.lines()).enumerate().find(|(_, (seen, wanted))| seen != wanted);
        if let Some((line, (seen, wanted))) = difference {
            panic!(
                "{page}:{}\n   seen: {seen}\n wanted: {wanted}\nIf that is right: UPDATE=1 cargo test --test golden",
                line + 1
            );
        }
        assert_eq!(seen.lines().count(), wanted.lines().count(), "{page} is longer or shorter");
    }
    let wanted = fs::read_to_string(golden.join("county.sha256")).expect("UPDATE=1 has not been run");
    let changed: Vec<&str> =
        sums.lines().filter(|line| !wanted.contains(line)).chain(wanted.lines().filter(|line| !sums.contains(line))).collect();
    assert!(changed.is_empty(), "{} lines differ, such as {:#?}", changed.len(), &changed[..changed.len().min(6)]);
    assert_eq!(sums, wanted);
}

/// The first report that says on its page that it was late.
fn late_report(portal: &BTreeMap<String, Vec<u8>>) -> String {
    let is_late = |page: &str| page.contains("st--late") && page.contains("<article");
    let late = portal
        .iter()
        .find(|(path, bytes)| path.ends_with("annual-report/index.html") && is_late(&String::from_utf8_lossy(bytes)));
    late.expect("a late report").0.clone()
}
