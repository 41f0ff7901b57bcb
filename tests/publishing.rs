//! Publishing, whatever happens: killed at every call, refused any call, with many at once; and what a portal shows of it afterwards.
//!
//! Calls are counted, killed and refused by strace; where there is none these tests say that they were skipped, and
//! `GONGKAI_REQUIRE_STRACE=1` makes that a failure. Every harness is first shown a publisher that is wrong on purpose and must catch it. How much is
//! tried is a part of all by default; `GONGKAI_FULL=1`, which `tests/full.sh` sets, tries all.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a harness says what it has counted, and what it has skipped")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[path = "shared/lab.rs"]
mod lab;
use lab::{Lab, Tree, Way, lay_out, put, told, tree};

/// Calls by which something is changed on the disk, or made sure of.
const CHANGING: [&str; 16] = [
    "mkdir",
    "mkdirat",
    "openat",
    "write",
    "link",
    "linkat",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "fsync",
    "syncfs",
    "utimensat",
    "flock",
    "ftruncate",
];
/// Calls by which it is looked at.
const LOOKING: [&str; 7] = ["statx", "newfstatat", "read", "lseek", "getdents64", "readlink", "ioctl"];

fn is_full() -> bool {
    std::env::var_os("GONGKAI_FULL").is_some_and(|value| value == "1")
}

/// Whether there is strace and it may trace.
fn has_strace() -> bool {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).output().is_ok_and(|done| done.status.success());
    let required = std::env::var_os("GONGKAI_REQUIRE_STRACE").is_some_and(|value| value == "1");
    assert!(works || !required, "there is no strace");
    if !works {
        eprintln!("skipped: there is no strace");
    }
    works
}

/// A call of a build: its name, which of the thread's calls of that name, and whether the main thread is meant or the worker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    call: String,
    when: usize,
    is_main: bool,
}

impl Point {
    /// What strace is asked for; without `-f` it looks at the main thread only.
    fn strace(&self, harm: &str) -> Vec<String> {
        let what = [format!("trace={}", self.call), format!("inject={}:{harm}:when={}", self.call, self.when)];
        let follow = if self.is_main { vec![] } else { vec!["-f".to_owned()] };
        follow
            .into_iter()
            .chain(["-o".to_owned(), "/dev/null".to_owned()])
            .chain(what.into_iter().flat_map(|w| ["-e".to_owned(), w]))
            .collect()
    }
}

/// All calls of a command that concern a folder, in the order of their names.
fn points(command: &mut Command, log: &Path, top: &Path) -> Vec<Point> {
    let done = command.output().expect("strace");
    assert!(done.status.success(), "{}", told(&done));
    let top = top.to_string_lossy();
    let (mut counts, mut main) = (BTreeMap::new(), None);
    let mut points = BTreeSet::new();
    for line in fs::read_to_string(log).expect("a log").lines() {
        let (thread, rest) = line.split_once(' ').expect("a thread");
        let main = *main.get_or_insert(thread.parse::<u32>().expect("a number"));
        let thread = thread.parse::<u32>().expect("a number");
        let Some((call, arguments)) = rest.trim_start().split_once('(') else { continue };
        if call.starts_with('<') {
            continue;
        }
        let when = counts.entry((thread, call.to_owned())).or_insert(0);
        *when += 1;
        // Paths stand in what a call is given, or behind the numbers of open files.
        if arguments.contains(&*top) || arguments.contains("gongkai-lab-") {
            points.insert(Point { call: call.to_owned(), when: *when, is_main: thread == main });
        }
    }
    points.into_iter().collect()
}

fn calls() -> String {
    format!("trace={}", CHANGING.iter().chain(&LOOKING).copied().collect::<Vec<_>>().join(","))
}

fn points_of(lab: &Lab, way: Way) -> Vec<Point> {
    lab.reset();
    let log = lab.path("log");
    let trace = calls();
    let all =
        points(&mut lab.traced(way, &["-f", "-y", "-s", "0", "-o", &log.to_string_lossy(), "-e", &trace]), &log, &lab.path(""));
    assert_eq!(lab.seen(), lab.after, "the build that is counted is a good one");
    all
}

/// Every so many of a list, so that no more than a number are left; all of it if that is asked for.
fn some(points: Vec<Point>, most: usize) -> Vec<Point> {
    let step = if is_full() { 1 } else { points.len().div_ceil(most).max(1) };
    points.into_iter().step_by(step).collect()
}

fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().expect("strace")
}

/// What is wrong with what stands at the destination of an exchange.
fn mixed(lab: &Lab, seen: &Tree) -> Option<String> {
    let is_whole = *seen == lab.before || *seen == lab.after;
    (!is_whole).then(|| {
        format!("mixed: {} files, {} of the old, {} of the new", seen.len(), common(seen, &lab.before), common(seen, &lab.after))
    })
}

fn common(a: &Tree, b: &Tree) -> usize {
    a.iter().filter(|(path, bytes)| b.get(*path) == Some(bytes)).count()
}

/// Files that are neither an old nor a new one, and old ones that both portals have and are not there.
fn broken(lab: &Lab, seen: &Tree) -> Option<String> {
    let is_ours = |path: &str| !path.starts_with(".gongkai-");
    let is_of = |tree: &Tree, path: &str, bytes: &Vec<u8>| tree.get(path) == Some(bytes);
    let odd = seen
        .iter()
        .filter(|(path, _)| is_ours(path))
        .find(|(path, bytes)| !is_of(&lab.before, path, bytes) && !is_of(&lab.after, path, bytes));
    let lost = lab.before.keys().find(|path| lab.after.contains_key(*path) && !seen.contains_key(*path));
    odd.map(|(path, _)| format!("{path} is cut short")).or(lost.map(|path| format!("{path} is missing")))
}

/// Kills a build at each point. Returns what was found, and how many points there were.
fn kill_at(lab: &Lab, way: Way, points: &[Point]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut killed = 0;
    for (at, point) in points.iter().enumerate() {
        lab.reset();
        let strace = point.strace("signal=KILL");
        let done = run(&mut lab.traced(way, &strace.iter().map(String::as_str).collect::<Vec<_>>()));
        killed += usize::from(done.status.signal() == Some(9));
        let seen = lab.seen();
        let fault = if way == Way::Exchange { mixed(lab, &seen) } else { broken(lab, &seen) };
        wrong.extend(fault.map(|fault| format!("{point:?}: {fault}")));
        // Nothing is cleaned up by hand. Where the portal is whole anyway, some of the points tell enough.
        if way == Way::Exchange && at % 4 > 0 && !is_full() {
            continue;
        }
        let again = run(&mut lab.publish(way));
        if !again.status.success() || lab.seen() != lab.after || !lab.beside().is_empty() {
            wrong.push(format!("{point:?}: the next build leaves {:?}: {}", lab.beside(), told(&again)));
        }
    }
    assert!(killed * 10 >= points.len() * 9, "only {killed} of {} builds were killed", points.len());
    wrong
}

#[test]
fn a_build_that_is_killed_anywhere_leaves_a_whole_portal() {
    if !has_strace() {
        return;
    }
    let lab = Lab::new();
    let mut tried = 0;
    for way in Way::ALL {
        let all = points_of(&lab, way);
        let (known, chosen) = (all.len(), some(all, 200));
        let wrong = kill_at(&lab, way, &chosen);
        assert!(wrong.is_empty(), "{way:?}: {} of {}: {wrong:#?}", wrong.len(), chosen.len());
        println!("killed at {} of {known} calls, {way:?}: 0 bad", chosen.len());
        tried += chosen.len();
    }
    assert!(tried >= 300, "{tried} points are too few");
}

/// The harness on publishers that are wrong on purpose: one removes the old portal first, one writes over it.
#[test]
fn the_harness_catches_wrong_publishers() {
    if !has_strace() {
        return;
    }
    let lab = Lab::new();
    let (new, old) = (lab.path("clean-after/public"), lab.destination());
    let (new, old) = (new.to_string_lossy(), old.to_string_lossy());
    let deletes = format!("rm -r {old} && cp -r {new} {old}");
    let overwrites = format!("cp -r {new}/. {old}");
    let (any, writes) = ("write,unlinkat,openat,copy_file_range", "write,copy_file_range");
    let judges = [
        (&deletes, any, 6, mixed as fn(&Lab, &Tree) -> Option<String>),
        (&overwrites, any, 6, mixed),
        (&overwrites, writes, 1, broken),
    ];
    for (script, calls, step, judge) in judges {
        let mut caught = 0;
        for when in 1..=12 {
            lab.reset();
            let inject = format!("inject={calls}:signal=KILL:when={}", when * step);
            let mut command = Command::new("strace");
            command.args(["-f", "-o", "/dev/null", "-e", &inject, "sh", "-c", script]);
            run(command.env_clear().env("PATH", "/usr/bin:/bin"));
            let seen = if lab.destination().exists() { lab.seen() } else { Tree::new() };
            caught += usize::from(judge(&lab, &seen).is_some());
        }
        assert!(caught > 2, "{script}: caught {caught} times");
        println!("wrong on purpose, {}: caught {caught} of 12", script.split(' ').next().expect("a word"));
    }
}

/// A call is refused: the exit code says so unless the new portal is there, the message names a path, and the old one is as it was.
#[test]
fn a_build_that_is_refused_a_call_changes_nothing() {
    if !has_strace() {
        return;
    }
    let lab = Lab::new();
    let place = lab.path("");
    let place = place.to_string_lossy();
    for way in Way::ALL {
        let all: Vec<Point> = points_of(&lab, way).into_iter().filter(|point| CHANGING.contains(&point.call.as_str())).collect();
        let chosen = some(all, 24);
        let (mut wrong, mut refused) = (Vec::new(), 0);
        for (point, error) in chosen.iter().flat_map(|point| ["ENOSPC", "EIO", "EACCES", "EROFS"].map(|error| (point, error))) {
            lab.reset();
            let strace = point.strace(&format!("error={error}"));
            let done = run(&mut lab.traced(way, &strace.iter().map(String::as_str).collect::<Vec<_>>()));
            let (seen, told) = (lab.seen(), told(&done));
            let mut fault = |what: &str| wrong.push(format!("{point:?} {error}: {what}\n{told}"));
            if told.contains("panicked") || done.status.code().is_none() {
                fault("it does not end well");
            }
            if done.status.success() {
                if seen != lab.after {
                    fault("it says that it is done, and is not");
                }
                continue;
            }
            refused += 1;
            // The refused write may have been that of the message itself.
            let is_silenced = point.call == "write" && told.is_empty();
            if !is_silenced && !told.contains(&*place) && !told.contains("\n--> ") {
                fault("no path is named");
            }
            // In place, what is begun is finished by the next build; nothing is ever cut short.
            let kept = seen == lab.before || way == Way::InPlace && broken(&lab, &seen).is_none();
            if !kept && seen != lab.after {
                fault("the old portal is not as it was");
            }
            if !run(&mut lab.publish(way)).status.success() || lab.seen() != lab.after || !lab.beside().is_empty() {
                fault("the next build does not mend it");
            }
        }
        assert!(wrong.is_empty(), "{way:?}: {} of {}: {wrong:#?}", wrong.len(), chosen.len() * 4);
        assert!(refused > 0, "nothing was ever refused");
        println!("refused at {} calls, {refused} builds failed, {way:?}: 0 bad", chosen.len() * 4);
    }
}

/// A disk that says no to an exchange leads to the other way, which the last line names.
#[test]
fn where_folders_cannot_be_exchanged_files_are() {
    if !has_strace() {
        return;
    }
    let lab = Lab::new();
    for error in ["EINVAL", "ENOSYS", "EXDEV", "EBUSY"] {
        lab.reset();
        let inject = format!("inject=renameat2:error={error}");
        let done = run(&mut lab.traced(Way::Exchange, &["-f", "-o", "/dev/null", "-e", "trace=renameat2", "-e", &inject]));
        assert!(done.status.success() && told(&done).contains("in place, file by file"), "{}", told(&done));
        assert_eq!(lab.seen(), lab.after);
        assert!(lab.beside().is_empty());
    }
}

#[test]
fn the_last_line_names_the_way_and_the_manifest() {
    let lab = Lab::new();
    let _ = fs::remove_dir_all(lab.path("www"));
    for (arguments, way) in [(&[][..], "new"), (&[], "exchanged in one step"), (&["--in-place"], "in place, file by file")] {
        let done = run(&mut lab.build("after", &lab.destination(), arguments));
        let manifest = sum(&lab.destination().join("manifest.json"));
        let end = format!("/www/public · {way} · manifest {manifest}\n");
        assert!(told(&done).ends_with(&end), "{} does not end with {end}", told(&done));
        assert_eq!(lab.seen(), lab.after);
    }
    let sums =
        Command::new("sha256sum").args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(lab.destination()).output();
    let sums = sums.expect("sha256sum");
    assert!(sums.status.success(), "{}", told(&sums));
}

fn sum(path: &Path) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(fs::read(path).expect("a file")).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is as it was keeps its time; what has changed has a later one, by a second at least, however quick the change was.
#[test]
fn times_tell_what_has_changed() {
    let lab = Lab::new();
    for way in Way::ALL {
        lab.reset();
        let times = |tree: &Tree| -> BTreeMap<String, (i64, u64)> {
            let files = tree.keys().filter(|path| !path.ends_with('/'));
            files
                .map(|path| (path.clone(), lab.destination().join(path).metadata().expect("a file")))
                .map(|(path, m)| (path, (m.mtime(), m.ino())))
                .collect()
        };
        let mut old = (lab.before.clone(), times(&lab.before));
        for site in ["after", "before", "after"] {
            let arguments: &[&str] = if way == Way::InPlace { &["--in-place"] } else { &[] };
            assert!(run(&mut lab.build(site, &lab.destination(), arguments)).status.success());
            let seen = lab.seen();
            let new = (seen.clone(), times(&seen));
            let (mut kept, mut changed) = (0, 0);
            for (path, bytes) in &new.0 {
                if path.ends_with('/') || path == ".gongkai" {
                    continue;
                }
                match old.0.get(path) {
                    Some(old_bytes) if old_bytes == bytes => {
                        assert_eq!(new.1[path], old.1[path], "{way:?}: {path} is as it was");
                        kept += 1;
                    }
                    Some(_) => {
                        assert!(new.1[path].0 > old.1[path].0, "{way:?}: {path} has changed");
                        let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
                        assert!(new.1[path].0.cast_unsigned() <= now, "{way:?}: {path} is from the future");
                        changed += 1;
                    }
                    None => {}
                }
            }
            assert!(kept > 3 && changed > 3, "{kept} kept, {changed} changed");
            old = new;
        }
    }
}

/// A portal that was changed by hand is mended, and no second name leads a build to write into somebody's copy.
#[test]
fn what_was_changed_by_hand_is_written_anew() {
    let lab = Lab::new();
    for way in Way::ALL {
        lab.reset();
        assert!(run(&mut lab.publish(way)).status.success());
        let page = lab.destination().join("index.html");
        let copy = lab.path("copy.html");
        let _ = fs::remove_file(&copy);
        let size = fs::metadata(&page).expect("a page").len();
        fs::hard_link(&page, &copy).expect("a link");
        fs::write(&page, vec![b'x'; usize::try_from(size).expect("a size")]).expect("a page");
        assert!(run(&mut lab.publish(way)).status.success());
        assert_eq!(lab.seen(), lab.after, "{way:?}");
        assert!(fs::read(&copy).expect("a copy").iter().all(|byte| *byte == b'x'));
    }
}

/// Whatever the portal was before, it is now what a clean build would have made: nothing stays of what was deleted, renamed or moved.
#[test]
fn nothing_stays_of_what_is_gone() {
    let lab = Lab::new();
    for way in Way::ALL {
        lab.reset();
        assert!(run(&mut lab.publish(way)).status.success());
        let seen = lab.seen();
        assert_eq!(seen, lab.after, "{way:?}");
        for gone in ["2022/old-name", "town/2023/report", "示例镇2023年"] {
            let holds = |bytes: &[u8]| bytes.windows(gone.len()).any(|window| window == gone.as_bytes());
            assert!(lab.before.iter().any(|(path, bytes)| path.contains(gone) || holds(bytes)), "{gone} has been there");
            let traces: Vec<&String> =
                seen.iter().filter(|(path, bytes)| path.contains(gone) || holds(bytes)).map(|(path, _)| path).collect();
            assert!(traces.is_empty(), "{way:?}: {gone} stays in {traces:?}");
        }
    }
}

/// Packed files hold what stands beside them, are evidence as well, and go with the next build that was not asked for them.
#[test]
fn packed_text_is_the_text() {
    use std::io::Read;
    let lab = Lab::new();
    for way in [&[][..], &["--in-place"]] {
        lab.reset();
        let arguments = [way, &["--compress"]].concat();
        assert!(run(&mut lab.build("after", &lab.destination(), &arguments)).status.success());
        let seen = lab.seen();
        let (mut packed, mut smaller) = (0, 0);
        for (path, bytes) in &seen {
            let mut plain = Vec::new();
            let file = match (path.strip_suffix(".gz"), path.strip_suffix(".br")) {
                (Some(file), _) => flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).map(|_| file),
                (_, Some(file)) => brotli::Decompressor::new(bytes.as_slice(), 4096).read_to_end(&mut plain).map(|_| file),
                _ => continue,
            };
            assert_eq!(seen.get(file.expect("packed")), Some(&plain), "{path}");
            packed += 1;
            smaller += usize::from(bytes.len() * 2 < plain.len());
        }
        assert!(packed > 20 && smaller > 10, "{packed} packed, {smaller} half as large");
        let manifest = String::from_utf8_lossy(&seen["manifest.json"]).into_owned();
        assert!(manifest.contains("\"index.html.gz\"") && manifest.contains("\"index.html.br\""));
        assert!(run(&mut lab.build("after", &lab.destination(), way)).status.success());
        assert_eq!(lab.seen(), lab.after);
    }
}

/// A page becomes a folder and a folder a page, a link stands in the way: in place too it ends as a clean build does.
#[test]
fn whatever_is_in_the_way_gives_way() {
    let lab = Lab::new();
    for way in Way::ALL {
        lab.reset();
        let public = lab.destination();
        let outside = lab.path("outside");
        fs::create_dir_all(&outside).expect("a new folder");
        put(&outside.join("report/index.html"), "somebody's");
        put(&public.join("town/2025"), "a file where a folder will be");
        fs::remove_file(public.join("robots.txt")).expect("a file");
        put(&public.join("robots.txt/a/b"), "a folder where a file will be");
        fs::remove_dir_all(public.join("guide")).expect("a folder");
        std::os::unix::fs::symlink(&outside, public.join("guide")).expect("a link");
        std::os::unix::fs::symlink(&outside, public.join("more")).expect("a link");
        let done = run(&mut lab.publish(way));
        assert!(done.status.success(), "{}", told(&done));
        assert_eq!(lab.seen(), lab.after, "{way:?}");
        assert_eq!(
            fs::read_to_string(outside.join("report/index.html")).expect("a file"),
            "somebody's",
            "{way:?}: what a link leads to is somebody's"
        );
    }
}

/// Several builds at once: each ends well, and the portal is one of theirs, as a whole.
#[test]
fn builds_at_once_wait_for_each_other() {
    let lab = Lab::new();
    let (mut builds, mut waited) = (0, 0);
    for round in 0..if is_full() { 100 } else { 6 } {
        lab.reset();
        let arguments: &[&str] = if round % 2 == 0 { &[] } else { &["--in-place"] };
        let children: Vec<_> = (0..2 + round % 7)
            .map(|n| {
                let site = if n % 2 == 0 { "after" } else { "before" };
                let mut command = lab.build(site, &lab.destination(), arguments);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program")
            })
            .collect();
        for child in children {
            let done = child.wait_with_output().expect("the program");
            assert!(done.status.success(), "{}", told(&done));
            waited += usize::from(told(&done).contains("Another build is publishing"));
            builds += 1;
        }
        assert_eq!(mixed(&lab, &lab.seen()), None);
        assert!(lab.beside().is_empty(), "{:?}", lab.beside());
    }
    assert!(waited > 0, "nobody has waited");
    println!("{builds} builds at once, {waited} waited: 0 bad");
}

/// Whoever waits is told for whom.
#[test]
fn who_holds_a_destination_is_named() {
    let lab = Lab::new();
    lab.reset();
    let mark = fs::File::open(lab.destination().join(".gongkai")).expect("the mark");
    mark.lock().expect("a lock");
    let mut child = lab.publish(Way::Exchange);
    let mut child = child.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program");
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stderr.take().expect("a pipe")), &mut line).expect("a line");
    let own = format!("(process {})", std::process::id());
    assert!(line.contains(&own), "{line} does not name {own}");
    assert_eq!(lab.seen(), lab.before);
    mark.unlock().expect("a lock");
    assert!(child.wait().expect("the program").success());
    assert_eq!(lab.seen(), lab.after);
}

/// Neither a closed standard output nor a limit on files' sizes leads to half a portal.
#[test]
fn a_closed_output_and_a_limit_on_sizes_are_survived() {
    let lab = Lab::new();
    let program = env!("CARGO_BIN_EXE_gongkai");
    let (site, destination) = (lab.path("after"), lab.destination());
    let build =
        format!("{program} build {} --destination {} --as-of 2026-06-01 --lang en", site.display(), destination.display());
    for (limit, ends_well) in [("exec 1>&-", true), ("ulimit -f 2", false), ("trap '' XFSZ; ulimit -f 2", false)] {
        lab.reset();
        let done = run(Command::new("sh").args(["-c", &format!("{limit}; exec {build}")]));
        let seen = lab.seen();
        assert!(!told(&done).contains("panicked"), "{}", told(&done));
        assert!(
            if ends_well { seen == lab.after } else { seen == lab.before && !done.status.success() },
            "{limit}: {}",
            told(&done)
        );
        assert!(run(&mut lab.publish(Way::Exchange)).status.success() && lab.seen() == lab.after && lab.beside().is_empty());
    }
}

/// A numbers' generator that gives the same ones each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a number") % sides
    }
}

/// Changes one thing in a portal. Returns what.
fn tamper(portal: &Path, files: &[&String], dice: &mut Dice) -> String {
    let file = files[dice.roll(files.len())];
    let path = portal.join(file);
    let mut bytes = fs::read(&path).expect("a file");
    let at = dice.roll(bytes.len().max(1));
    let what = match dice.roll(7) {
        0 | 1 if !bytes.is_empty() => {
            bytes[at] ^= 1 << dice.roll(8);
            "a bit"
        }
        2 if bytes.len() > 1 => {
            bytes.truncate(at);
            "cut short"
        }
        3 => {
            bytes.insert(at, b' ');
            "a blank more"
        }
        4 => {
            fs::remove_file(&path).expect("a file");
            return format!("{file}: removed");
        }
        5 => {
            put(&portal.join(format!("{file}.bak")), "copy");
            return format!("{file}.bak: added");
        }
        _ => {
            fs::create_dir(portal.join(format!("empty-{}", dice.roll(1000)))).expect("a new folder");
            return "an empty folder: added".to_owned();
        }
    };
    fs::write(&path, bytes).expect("a file");
    format!("{file}: {what}")
}

#[test]
fn no_change_of_a_portal_is_missed() {
    let lab = Lab::new();
    let verify = |folder: &Path, more: &[&str]| {
        run(Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("verify").arg(folder).args(["--lang", "en"]).args(more))
    };
    let portal = lab.path("clean-after/public");
    let good = verify(&portal, &[]);
    assert_eq!(good.status.code(), Some(0), "{}", told(&good));
    let manifest = sum(&portal.join("manifest.json"));
    assert_eq!(verify(&portal, &["--manifest", &manifest]).status.code(), Some(0));
    assert_eq!(verify(&portal, &["--manifest", &manifest.replace(|_| true, "0")]).status.code(), Some(1));
    assert_eq!(verify(&lab.path("home"), &[]).status.code(), Some(2), "there is no manifest");
    let files: Vec<&String> = lab.after.keys().filter(|path| !path.ends_with('/')).collect();
    let (mut dice, mut missed) = (Dice(2025), Vec::new());
    let changes = if is_full() { 1000 } else { 200 };
    for _ in 0..changes {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        lay_out(scratch.path(), &lab.after);
        let what = tamper(scratch.path(), &files, &mut dice);
        let done = verify(scratch.path(), &[]);
        let name =
            what.split(':').next().expect("a name").trim_start_matches("an ").split('/').next().expect("a name").to_owned();
        let name = if name == "empty folder" { "empty-".to_owned() } else { name };
        // That a manifest which still can be read is another one is told of the sums, which hold its own.
        let says = |told: &str| told.contains(&name) || name == "manifest.json" && told.contains("SHA256SUMS");
        // Without a manifest there is nothing to compare with.
        let wanted = if what == "manifest.json: removed" { 2 } else { 1 };
        if done.status.code() != Some(wanted) || !says(&told(&done)) {
            missed.push(format!("{what}: {}", told(&done)));
        }
    }
    assert!(missed.is_empty(), "{} of {changes}: {missed:#?}", missed.len());
    println!("{changes} changes of a portal: all found");
}

/// The same site gives the same bytes wherever, whenever and by whomever it is built.
#[test]
fn the_builder_leaves_no_trace() {
    let lab = Lab::new();
    let home = lab.path("somebody's home");
    fs::create_dir_all(&home).expect("a new folder");
    let elsewhere = lab.path("elsewhere/深 处/site");
    lay_out(&elsewhere, &tree(&lab.path("after")));
    let mut tried = 0;
    for threads in ["1", "2", "8"] {
        for (zone, locale) in [("Asia/Shanghai", "zh_CN.UTF-8"), ("America/New_York", "C"), ("UTC", "tr_TR.UTF-8")] {
            for (umask, site) in [("022", lab.path("after")), ("077", elsewhere.clone())] {
                let public = lab.path("other/public");
                let _ = fs::remove_dir_all(&public);
                let script = format!("umask {umask}; exec \"$0\" \"$@\"");
                let mut command = Command::new("sh");
                command.args(["-c", &script, env!("CARGO_BIN_EXE_gongkai"), "build"]).arg(site).arg("--destination").arg(&public);
                command.args(["--as-of", "2026-06-01"]).env_clear().env("TZ", zone).env("LC_ALL", locale).env("HOME", &home);
                let done = run(command.env("RAYON_NUM_THREADS", threads).env("USER", "clerk-wang").env("HOSTNAME", "office-7"));
                assert!(done.status.success(), "{}", told(&done));
                assert!(tree(&public) == lab.after, "{threads} threads, {zone}, {locale}, {umask}");
                tried += 1;
            }
        }
    }
    let host = fs::read_to_string("/proc/sys/kernel/hostname").expect("a name").trim().to_owned();
    let needles = ["gongkai-lab-", "clerk-wang", "office-7", "somebody's home"].map(str::to_owned);
    for needle in needles.iter().chain((host.len() > 5).then_some(&host)) {
        let traces: Vec<_> =
            lab.after.iter().filter(|(_, bytes)| bytes.windows(needle.len()).any(|w| w == needle.as_bytes())).collect();
        assert!(traces.is_empty(), "{needle} stands in {:?}", traces.iter().map(|(path, _)| path).collect::<Vec<_>>());
    }
    println!("{tried} ways to build: one portal");
}
