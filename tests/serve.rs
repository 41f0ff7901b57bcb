//! `gongkai serve`, driven as it is used: a real process, real sockets, real edits as editors make them.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "shared/preview.rs"]
mod preview;
use preview::{PAGE, Preview, REPORT, SETTLED, copy_of, report, site, write};

/// A short while, as between two parts of a save.
const MOMENT: Duration = Duration::from_millis(20);

#[test]
fn every_byte_served_is_the_byte_built() {
    let site = copy_of("examples/county");
    let build = ["--as-of", "2026-06-01", "--lang", "en"];
    let built = Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("build").arg(site.path()).args(build).output().expect("a build");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let preview = Preview::start(site.path(), &[]);
    let public = site.path().join("public");
    let (mut files, mut pages) = (0, 0);
    for entry in walkdir::WalkDir::new(&public) {
        let entry = entry.expect("a readable folder");
        let path = entry.path().strip_prefix(&public).expect("a path below").to_str().expect("UTF-8");
        if !entry.file_type().is_file() || [".gongkai", "manifest.json", "SHA256SUMS"].contains(&path) {
            continue;
        }
        let wanted = fs::read(entry.path()).expect("a file");
        let answer = preview.get(&format!("/{}", encoded(path)));
        let (body, is_dressed) = answer.undressed();
        assert_eq!((answer.status, is_dressed), (200, path.ends_with(".html")), "{path}");
        assert!(body == wanted, "{path} is served otherwise than it is built");
        let head = preview.ask("HEAD", &format!("/{}", encoded(path)), &[("Host", "localhost")]);
        let length = answer.body.len().to_string();
        assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some(length.as_str())), "{path}");
        files += 1;
        if let Some(folder) = path.strip_suffix("index.html") {
            assert_eq!(preview.get(&format!("/{}", encoded(folder))).undressed().0, wanted, "{folder}");
            pages += 1;
        }
    }
    assert!(files > 400 && pages > 150, "{files} {pages}");
    assert_eq!(preview.readings(), [""; 0]);
}

fn encoded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

#[test]
fn addresses_lead_where_a_web_server_would_lead() {
    let site = site();
    write(site.path(), "content/town/2025/附 件.pdf", "%PDF-1.4 附件");
    fs::write(site.path().join("secret.txt"), "secret").expect("a file");
    let preview = Preview::start(site.path(), &[]);
    for (path, status, location) in [
        ("/", 200, None),
        ("/index.html", 200, None),
        ("/town/?a=b", 200, None),
        ("/town", 301, Some("/town/")),
        ("/town?a=b", 301, Some("/town/?a=b")),
        ("/town/2025/report", 301, Some("/town/2025/report/")),
        ("/town/2025/%E9%99%84%20%E4%BB%B6.pdf", 200, None),
        // Where the portal will stand, to which the 404 page links.
        ("/xxgk/town/", 200, None),
        ("/xxgk/assets/gongkai.css", 200, None),
        ("/town/2025/", 404, None),
        ("/town/2025", 404, None),
        ("/index.html/", 404, None),
        ("/nothing", 404, None),
        ("//town", 404, None),
        ("//example.com/", 404, None),
        ("/town//", 404, None),
        ("/.gongkai", 404, None),
        ("/.gongkai/", 404, None),
        ("/.gongkai/other.js", 404, None),
        ("/secret.txt", 404, None),
        ("/../secret.txt", 404, None),
        ("/town/../../secret.txt", 404, None),
        ("/%2e%2e/secret.txt", 404, None),
        ("/..%2fsecret.txt", 404, None),
        ("/%2e%2e%5csecret.txt", 404, None),
        ("/assets/../../site.yaml", 404, None),
        ("/site.yaml", 404, None),
        ("/content/town/agency.yaml", 404, None),
        ("/town/agency.yaml", 404, None),
        ("/town/2025/report.md", 404, None),
        ("/%00", 404, None),
        ("/%FF%FE", 404, None),
        ("/%", 404, None),
        ("/etc/passwd", 404, None),
        ("//etc/passwd", 404, None),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
        assert!(!answer.text().contains("secret") && !answer.text().contains("root:x:"), "{path}");
        let is_own_page = answer.text().contains("没有找到这个页面");
        assert_eq!(status == 404, is_own_page, "{path} shows the portal's page for addresses that lead nowhere");
    }
}

#[test]
fn every_answer_says_what_it_is_and_for_whom() {
    let site = site();
    write(site.path(), "content/town/2025/attachment.bin", "\0\u{1}");
    let preview = Preview::start(site.path(), &[]);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/nothing", "text/html; charset=utf-8"),
        ("/town/2025/report/figures.csv", "text/csv; charset=utf-8"),
        ("/town/2025/report/figures.json", "application/json; charset=utf-8"),
        ("/town/2025/attachment.bin", "application/octet-stream"),
        ("/assets/gongkai.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/.gongkai/live.js", "text/javascript; charset=utf-8"),
        ("/.gongkai/overlay.css", "text/css; charset=utf-8"),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = preview.ask(method, path, &[("Host", "localhost"), ("Origin", "http://evil.example")]);
            assert_eq!(answer.header("content-type"), Some(kind), "{path}");
            assert_guarded(&answer, path);
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"] {
        let answer = preview.ask(method, "/", &[("Host", "localhost"), ("Access-Control-Request-Method", "GET")]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
        assert_guarded(&answer, method);
    }
}

fn assert_guarded(answer: &preview::Answer, what: &str) {
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{what}");
    assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control")), "{what}");
}

#[test]
fn only_this_machine_and_only_pages_of_the_preview_are_answered() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    assert!(preview.out().iter().any(|line| line.contains("http://127.0.0.1:")), "it listens at the loopback address");
    let port = preview.port;
    for path in ["/", "/.gongkai/live.js", "/.gongkai/events"] {
        for host in ["evil.example", "evil.example:1818", "127.0.0.1.evil.example", "192.168.0.1", "169.254.169.254", ""] {
            let answer = preview.ask("GET", path, &[("Host", host)]);
            assert_eq!((answer.status, answer.body.len()), (403, 0), "{host} {path}");
            assert_guarded(&answer, host);
        }
        assert_eq!(preview.ask("GET", path, &[("Host", "localhost"), ("Host", "evil.example")]).status, 403);
        assert_eq!(preview.ask("GET", &format!("http://evil.example{path}"), &[("Host", "localhost")]).status, 403);
    }
    for host in [format!("localhost:{port}"), "localhost".to_owned(), format!("127.0.0.1:{port}"), "[::1]".to_owned()] {
        assert_eq!(preview.ask("GET", "/", &[("Host", &host)]).status, 200, "{host}");
    }
    let own = format!("http://127.0.0.1:{port}");
    for (name, value) in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        let answer = preview.ask("GET", "/.gongkai/events", &[("Host", &preview.host()), (name, value)]);
        assert_eq!((answer.status, answer.body.len()), (403, 0), "{name}: {value}");
    }
    let headers = [("Host", &*preview.host()), ("Origin", &own), ("Sec-Fetch-Site", "same-origin")];
    let mut stream = preview.send("GET", "/.gongkai/events", &headers);
    let mut start = [0; 15];
    stream.read_exact(&mut start).expect("an answer");
    assert_eq!(&start, b"HTTP/1.1 200 OK");
}

#[test]
fn an_address_that_is_asked_for_may_be_named() {
    let site = site();
    let preview = Preview::start(site.path(), &["--address", "0.0.0.0"]);
    for host in ["office-pc.example:1818", "192.168.0.1:1818", "localhost"] {
        assert_eq!(preview.ask("GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
    assert_eq!(preview.ask("GET", "/.gongkai/events", &[("Host", "a.example"), ("Origin", "http://b.example")]).status, 403);
}

#[test]
fn no_link_leads_out_of_the_site() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("leak.txt"), "leak").expect("a file");
    symlink(outside.path().join("leak.txt"), site.path().join("content/town/leak.txt")).expect("a link");
    preview.wait_for(|preview| preview.err().contains("symbolic links are refused").then_some(()));
    assert_eq!(preview.get("/town/leak.txt").status, 404);
    fs::remove_file(site.path().join("content/town/leak.txt")).expect("no link");
    preview.settled(1);
    // A file that becomes a link, and is asked for at once.
    write(site.path(), "content/town/paper.txt", "paper");
    preview.wait_until("/town/paper.txt", "paper");
    fs::remove_file(site.path().join("content/town/paper.txt")).expect("no file");
    symlink(outside.path().join("leak.txt"), site.path().join("content/town/paper.txt")).expect("a link");
    assert!(!preview.get("/town/paper.txt").text().contains("leak"));
    preview.settled(3);
    assert!(!preview.get("/town/paper.txt").text().contains("leak"));
}

/// How an editor puts a text into a file.
type Save = fn(&Path, &str);

/// Ways in which editors save a file.
const WAYS: [(&str, Save); 11] = [
    ("writing in place", |file, text| fs::write(file, text).expect("saved")),
    ("writing in place, with a pause", |file, text| {
        let mut open = File::create(file).expect("open");
        std::thread::sleep(MOMENT);
        let (first, second) = text.as_bytes().split_at(text.len() / 2);
        open.write_all(first).expect("written");
        std::thread::sleep(MOMENT);
        open.write_all(second).expect("written");
    }),
    ("renaming over", |file, text| {
        fs::write(file.with_extension("md.tmp"), text).expect("saved");
        fs::rename(file.with_extension("md.tmp"), file).expect("renamed");
    }),
    ("renaming over, after a pause", |file, text| {
        fs::write(file.with_file_name("sedAbC123"), text).expect("saved");
        std::thread::sleep(MOMENT);
        fs::rename(file.with_file_name("sedAbC123"), file).expect("renamed");
    }),
    ("deleting and creating", |file, text| {
        fs::remove_file(file).expect("deleted");
        std::thread::sleep(MOMENT);
        fs::write(file, text).expect("saved");
    }),
    ("vim with a backup", |file, text| {
        fs::write(file.with_file_name(".report.md.swp"), "swap").expect("saved");
        fs::write(file.with_file_name("4913"), "").expect("saved");
        fs::remove_file(file.with_file_name("4913")).expect("deleted");
        fs::rename(file, file.with_file_name("report.md~")).expect("renamed");
        fs::write(file, text).expect("saved");
        fs::set_permissions(file, fs::Permissions::from_mode(0o664)).expect("permitted");
        fs::remove_file(file.with_file_name("report.md~")).expect("deleted");
        fs::remove_file(file.with_file_name(".report.md.swp")).expect("deleted");
    }),
    ("JetBrains's safe write", |file, text| {
        let beside = |end: &str| file.with_file_name(format!("report.md___jb_{end}___"));
        fs::write(beside("tmp"), text).expect("saved");
        fs::rename(file, beside("old")).expect("renamed");
        fs::rename(beside("tmp"), file).expect("renamed");
        fs::remove_file(beside("old")).expect("deleted");
    }),
    ("emacs with a lock and a backup", |file, text| {
        symlink("somebody@somewhere.1", file.with_file_name(".#report.md")).expect("a lock");
        fs::write(file.with_file_name("#report.md#"), text).expect("saved");
        fs::rename(file, file.with_file_name("report.md~")).expect("renamed");
        fs::write(file, text).expect("saved");
        fs::remove_file(file.with_file_name("#report.md#")).expect("deleted");
        fs::remove_file(file.with_file_name(".#report.md")).expect("unlocked");
    }),
    ("a hidden file moved over, GTK's way", |file, text| {
        fs::write(file.with_file_name(".goutputstream-AB12"), text).expect("saved");
        fs::rename(file.with_file_name(".goutputstream-AB12"), file).expect("renamed");
    }),
    ("writing in place and setting the time", |file, text| {
        fs::write(file, text).expect("saved");
        let open = OpenOptions::new().write(true).open(file).expect("open");
        open.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)).expect("a time");
    }),
    ("a text as long as the old one", |file, text| fs::write(file, text).expect("saved")),
];

fn save_in_all_ways(preview: &mut Preview, site: &Path, readings: impl Fn(usize) -> bool) {
    for (n, (way, save)) in WAYS.iter().enumerate() {
        let before = preview.readings().len();
        let text = format!("标记{n:03}。");
        save(&site.join(REPORT), &report(2025, "1", &text));
        preview.wait_until(PAGE, &text);
        let count = preview.settled(before);
        assert!(readings(count), "{way}: {count} readings\n{:#?}\n{}", &preview.readings()[before..], preview.err());
        assert!(preview.get(PAGE).text().contains(&text), "{way}: another text than was saved");
    }
    assert_eq!(preview.err(), "", "no save is taken for a mistake");
}

#[test]
fn one_reading_a_save_whatever_the_editor() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    save_in_all_ways(&mut preview, site.path(), |count| count == 1);
    assert!(preview.readings().iter().all(|line| line.starts_with(&format!("{REPORT}: "))), "{:#?}", preview.readings());
}

#[test]
fn one_reading_a_save_when_mistakes_come_and_go_too() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    for (n, (way, save)) in WAYS.iter().enumerate() {
        save(&site.path().join(REPORT), &report(2025, "01", "坏了。"));
        assert_eq!(preview.settled(2 * n), 1, "{way}, with a mistake: {:#?}", preview.readings());
        save(&site.path().join(REPORT), &report(2025, "1", &format!("标记{n:03}。")));
        assert_eq!(preview.settled(2 * n + 1), 1, "{way}, mended: {:#?}", preview.readings());
        assert!(preview.get(PAGE).text().contains(&format!("标记{n:03}。")), "{way}");
    }
}

#[test]
fn polling_ends_in_the_right_page_too() {
    let site = site();
    let mut preview = Preview::start(site.path(), &["--poll"]);
    for (n, (way, save)) in WAYS.iter().enumerate() {
        let text = format!("标记{n:03}。");
        save(&site.path().join(REPORT), &report(2025, "1", &text));
        preview.wait_until(PAGE, &text);
        assert!(preview.get(PAGE).text().contains(&text), "{way}");
    }
    let before = preview.calm();
    std::thread::sleep(2 * SETTLED);
    assert_eq!(preview.readings().len(), before, "a reading while idle");
}

#[test]
fn nothing_is_read_while_idle() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let place = |name: &str| site.path().join(name);
    for path in ["/", PAGE, "/years/2025/", "/town/", "/feed.xml", "/assets/gongkai.css"] {
        assert_eq!(preview.get(path).status, 200);
    }
    for entry in walkdir::WalkDir::new(site.path()).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file())
    {
        fs::read(entry.path()).expect("a readable file");
    }
    let build = Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("build").arg(site.path()).output().expect("a build");
    assert!(build.status.success());
    for name in
        ["notes.txt", "content/town/2025/.report.md.swp", "content/town/report.md~", "content/#a#", "public/x.html", ".git"]
    {
        fs::write(place(name), "x").expect("a file");
        fs::remove_file(place(name)).expect("no file");
    }
    // What is gone before anybody has looked was nothing.
    fs::write(place("content/town/2025/sedX1"), "x").expect("a file");
    fs::remove_file(place("content/town/2025/sedX1")).expect("no file");
    std::thread::sleep(2 * SETTLED);
    assert_eq!(preview.readings(), [""; 0]);
    // The test can see a reading.
    fs::write(place("content/town/2025/paper.pdf"), "x").expect("a file");
    assert_eq!(preview.settled(0), 1);
}

#[test]
fn what_is_new_or_gone_is_so_everywhere() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let mut count = 0;
    let mut step = |preview: &mut Preview| {
        let readings = preview.settled(count);
        count += readings;
        readings
    };
    // The total of the year follows a figure.
    write(site.path(), REPORT, &report(2025, "4321", "起初。"));
    preview.wait_until("/years/2025/", "4321");
    assert_eq!(step(&mut preview), 1);
    // A new agency with a report, in new folders.
    write(site.path(), "content/town/village/agency.yaml", "name: 示例村\nshort_name: 示例村\nlevel: department\n");
    write(site.path(), "content/town/village/2023/report.md", &report(2023, "1", "村里。"));
    preview.wait_until("/town/village/2023/report/", "村里");
    step(&mut preview);
    for path in ["/years/", "/agencies/", "/town/"] {
        assert!(preview.get(path).text().contains(if path == "/years/" { "2023" } else { "示例村" }), "{path}");
    }
    // A file in a folder that did not exist when watching began.
    write(site.path(), "content/town/village/2023/report.md", &report(2023, "1", "再改。"));
    preview.wait_until("/town/village/2023/report/", "再改");
    assert_eq!(step(&mut preview), 1);
    // The folder under another name, and then gone.
    fs::rename(site.path().join("content/town/village"), site.path().join("content/hamlet")).expect("renamed");
    preview.wait_until("/hamlet/2023/report/", "再改");
    assert_eq!((step(&mut preview), preview.get("/town/village/").status), (1, 404));
    write(site.path(), "content/hamlet/2023/report.md", &report(2023, "1", "搬后。"));
    preview.wait_until("/hamlet/2023/report/", "搬后");
    assert_eq!(step(&mut preview), 1);
    fs::remove_dir_all(site.path().join("content/hamlet")).expect("removed");
    preview.wait_for(|preview| (preview.get("/hamlet/").status == 404).then_some(()));
    assert_eq!(step(&mut preview), 1);
    assert!(!preview.get("/agencies/").text().contains("示例村") && !preview.get("/years/").text().contains("2023"));
    // The site's own folders for themes and forms, which were not there.
    write(site.path(), "themes/default/templates/404.html", "<p>第一版</p>");
    preview.wait_until("/nothing", "第一版");
    step(&mut preview);
    write(site.path(), "themes/default/templates/404.html", "<p>第二版</p>");
    preview.wait_until("/nothing", "第二版");
    assert_eq!(step(&mut preview), 1);
    write(site.path(), "site.yaml", "title: 新名称\nbase_url: https://example.gov.cn/xxgk/\n");
    preview.wait_until("/", "新名称");
    assert_eq!((step(&mut preview), preview.err()), (1, String::new()));
}

#[test]
fn a_thousand_files_at_once_end_in_the_right_pages() {
    let site = site();
    let file = |n: usize| format!("content/rules/r{n}.md");
    let text = |n: usize, word: &str| format!("---\ntitle: 制度{n}\n---\n\n{word}{n}。\n");
    for n in 0..1000 {
        write(site.path(), &file(n), &text(n, "甲"));
    }
    let mut preview = Preview::start(site.path(), &[]);
    // As git does it: the old file goes, the new one comes.
    for n in 0..1000 {
        fs::remove_file(site.path().join(file(n))).expect("removed");
        write(site.path(), &file(n), &text(n, "乙"));
    }
    preview.wait_until("/rules/r999/", "乙999");
    let count = preview.settled(0);
    for n in [0, 1, 500, 998, 999] {
        assert!(preview.get(&format!("/rules/r{n}/")).text().contains(&format!("乙{n}。")), "{n}");
    }
    // Files that change together are read together, but nobody waits for ever.
    assert!(count <= 5, "{count} readings: {:#?}", preview.readings());
}

#[test]
fn lost_events_are_made_up_for() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    write(site.path(), "content/town/2025/paper.txt", "paper");
    preview.settled(0);
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").ok().and_then(|limit| limit.trim().parse().ok());
    let paper = site.path().join("content/town/2025/paper.txt");
    for text in ["甲。", "乙。"] {
        let before = preview.calm();
        // While it sleeps, more happens than the system remembers; the report comes last.
        preview.signal("STOP");
        for _ in 0..limit.unwrap_or(16_384) / 2 {
            fs::write(&paper, "paper").expect("saved");
        }
        write(site.path(), REPORT, &report(2025, "1", text));
        preview.signal("CONT");
        preview.wait_until(PAGE, text);
        // What was remembered may be read before it is noticed that there was more. But then it is calm.
        let count = preview.settled(before);
        assert!(count <= 3, "{count} readings: {:#?}", preview.readings());
    }
}

#[test]
fn a_folder_that_is_replaced_is_followed() {
    let top = tempfile::tempdir().expect("a folder");
    let (here, away) = (top.path().join("site"), top.path().join("away"));
    let make = |text: &str| {
        fs::rename(site().keep(), &here).expect("moved");
        write(&here, REPORT, &report(2025, "1", text));
    };
    make("第一份。");
    let mut preview = Preview::start(&here, &[]);
    preview.wait_until(PAGE, "第一份");
    fs::rename(&here, &away).expect("moved away");
    make("第二份。");
    preview.wait_until(PAGE, "第二份");
    write(&here, REPORT, &report(2025, "1", "改过的第二份。"));
    preview.wait_until(PAGE, "改过的第二份");
    // The content alone.
    fs::rename(here.join("content"), here.join("old")).expect("moved away");
    fs::rename(away.join("content"), here.join("content")).expect("moved here");
    preview.wait_until(PAGE, "第一份");
    write(&here, REPORT, &report(2025, "1", "改过的第一份。"));
    preview.wait_until(PAGE, "改过的第一份");
    let count = preview.calm();
    write(&away, "content/x.md", "---\n---\n");
    std::thread::sleep(2 * SETTLED);
    assert_eq!(preview.readings().len(), count, "what was moved away is not watched any more");
}

#[test]
fn mistakes_leave_the_last_good_page_and_are_told_until_they_are_mended() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let mut events = preview.events();
    let first = events.next();
    let good = preview.about(PAGE);
    assert_eq!((&first["overlay"]["told"], &good["version"]), (&serde_json::json!([]), &first["version"]));
    assert!(preview.get(PAGE).text().contains("起初"));
    write(site.path(), REPORT, &report(2025, "0123", "坏的。").replace("title:", "titel:"));
    let wrong = events.next();
    let told: Vec<&str> = wrong["overlay"]["told"].as_array().expect("a list").iter().filter_map(|told| told.as_str()).collect();
    let told = told.join("\n\n");
    preview.wait_for(|preview| Some(preview.err()).filter(|err| err.trim_end() == told.trim_end()));
    for part in
        ["error[unknown-key]", "content/town/2025/report.md:2:1", "titel: 示例镇", "figure-leading-zero", "report.md:8:35"]
    {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert_eq!(wrong["overlay"]["title"], "2 errors: the page is as it was before");
    let about = preview.about(PAGE);
    assert_eq!((&about["content"], about["version"] == first["version"]), (&good["content"], false), "the page is not reloaded");
    assert_eq!((&about["overlay"], &wrong["copies"], &wrong["styles"]), (&wrong["overlay"], &first["copies"], &first["styles"]));
    let page = preview.get(PAGE);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("起初") && page.text().contains("figure-leading-zero"), "the old page, and what is wrong");
    assert!(preview.get("/town/2024/report/").text().contains("别的"), "other pages as well");
    assert!(preview.readings().last().expect("a line").ends_with("2 errors, no warnings; the pages stay as they were"));
    write(site.path(), REPORT, &report(2025, "1", "改好。"));
    let mended = events.next();
    assert_eq!(mended["overlay"]["told"], serde_json::json!([]));
    preview.wait_until(PAGE, "改好");
    assert_ne!(preview.about(PAGE)["content"], good["content"]);
    assert!(!preview.get(PAGE).text().contains("figure-leading-zero"));
    assert_eq!(preview.settled(0), 2);
}

#[test]
fn a_new_file_with_a_mistake_may_be_taken_away_again() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    write(site.path(), "content/other.md", "no front matter");
    assert_eq!(preview.settled(0), 1);
    assert!(preview.err().contains("no-front-matter") && preview.get("/").text().contains("no-front-matter"));
    fs::remove_file(site.path().join("content/other.md")).expect("removed");
    assert_eq!(preview.settled(1), 1);
    assert!(!preview.get("/").text().contains("no-front-matter"));
}

#[test]
fn a_file_caught_half_written_is_read_again() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let text = report(2025, "1", "写完。");
    let half = &text[..text.find("statistics").expect("a place")];
    write(site.path(), REPORT, half);
    preview.settled(0);
    write(site.path(), REPORT, &text);
    preview.wait_until(PAGE, "写完");
    // An empty file is one that is going to be written.
    let before = preview.calm();
    write(site.path(), REPORT, "");
    std::thread::sleep(MOMENT);
    write(site.path(), REPORT, &report(2025, "1", "再写。"));
    preview.wait_until(PAGE, "再写");
    assert_eq!(preview.settled(before), 1);
}

#[test]
fn it_begins_with_a_mistake_and_even_without_a_site_file() {
    let site = site();
    write(site.path(), REPORT, "---\ntitle: a\n<b>: x\n---\n\na\n");
    fs::remove_file(site.path().join("site.yaml")).expect("removed");
    let mut preview = Preview::start(site.path(), &[]);
    assert_eq!(preview.out()[0], "4 errors; the browser shows them until there are pages.");
    let answer = preview.get(PAGE);
    assert_eq!(answer.status, 503);
    assert_guarded(&answer, "a bare page");
    for part in ["live.js", "unknown-key", "no-site-file", "&lt;b&gt;"] {
        assert!(answer.text().contains(part), "{part}");
    }
    assert!(!answer.text().contains("<b>"), "what is shown is text");
    write(site.path(), REPORT, &report(2025, "1", "好了。"));
    preview.settled(0);
    assert_eq!(preview.get("/").status, 503);
    write(site.path(), "site.yaml", "title: 示例县\nbase_url: https://example.gov.cn/\n");
    preview.wait_until(PAGE, "好了");
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn a_template_that_fails_when_it_prints_is_a_mistake_too() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let template = |text: &str| write(site.path(), "themes/default/templates/404.html", text);
    template("<p>好的样子</p>");
    preview.wait_until("/nothing", "好的样子");
    let count = preview.settled(0);
    template("<p>{{ page.nothing.at_all | upper }}</p>");
    preview.settled(count);
    let page = preview.get("/nothing").text();
    assert!(page.contains("好的样子") && page.contains("404.html:1:"), "{page}");
    preview.wait_for(|preview| preview.err().contains("themes/default/templates/404.html:1:").then_some(()));
    template("<p>又好了</p>");
    preview.wait_until("/nothing", "又好了");
}

#[test]
fn warnings_about_a_page_are_shown_on_it_and_told_once() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    write(site.path(), REPORT, &report(2025, "1", "<b>粗</b>"));
    preview.wait_until(PAGE, "raw-html");
    assert!(preview.get(PAGE).text().contains("1 finding about this page"));
    assert!(!preview.get("/town/2024/report/").text().contains("raw-html"), "not on another one");
    preview.settled(0);
    let told = preview.err().matches("raw-html").count();
    write(site.path(), "content/town/2024/report.md", &report(2024, "1", "改。"));
    preview.wait_until("/town/2024/report/", "改");
    preview.settled(1);
    assert_eq!((told, preview.err().matches("raw-html").count()), (1, 1), "{}", preview.err());
    assert!(preview.readings().iter().all(|line| line.ends_with("1 warning")), "but counted: {:#?}", preview.readings());
}

#[test]
fn a_change_of_style_alone_does_not_reload() {
    let site = site();
    write(site.path(), "themes/default/static/gongkai.css", "body { color: red }");
    let preview = Preview::start(site.path(), &[]);
    let mut events = preview.events();
    let (first, page) = (events.next(), preview.about(PAGE));
    let now = |of: &serde_json::Value, news: &serde_json::Value| ["copies", "styles"].map(|part| of[part] == news[part]);
    assert_eq!(now(&page, &first), [true, true]);
    write(site.path(), "themes/default/static/gongkai.css", "body { color: blue }");
    let second = events.next();
    assert_eq!((now(&page, &second), preview.about(PAGE)["content"] == page["content"]), ([true, false], true));
    assert!(preview.get("/assets/gongkai.css").text().contains("blue"));
    write(site.path(), REPORT, &report(2025, "1", "改。"));
    assert_eq!((now(&second, &events.next()), preview.about(PAGE)["content"] == page["content"]), ([true, true], false));
    // A picture may stand on any page, whose bytes do not tell that it is another one.
    write(site.path(), "content/town/2025/picture.png", "PNG");
    let third = events.next();
    assert_eq!(now(&second, &third), [false, true]);
    write(site.path(), "content/town/2025/picture.png", "GIF");
    assert_eq!(now(&third, &events.next()), [false, true]);
}

#[test]
fn a_page_is_asked_about_and_only_what_has_changed_is_another_one() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    let pages = [PAGE, "/town/2024/report/", "/years/2025/", "/years/2024/", "/", "/nothing", "/guide/"];
    let contents = |preview: &Preview| pages.map(|path| preview.about(path)["content"].clone());
    let changed = |preview: &mut Preview, before: &[serde_json::Value; 7], text: &str| {
        write(site.path(), REPORT, text);
        preview.wait_until(PAGE, text.rsplit('\n').nth(1).expect("a line"));
        let now = contents(preview);
        let changed: Vec<&str> =
            pages.into_iter().enumerate().filter(|(n, _)| now[*n] != before[*n]).map(|(_, page)| page).collect();
        (now, changed)
    };
    let before = contents(&preview);
    assert!(before.iter().all(serde_json::Value::is_string) && before[0] != before[1]);
    let (before, words) = changed(&mut preview, &before, &report(2025, "1", "另一段话。"));
    assert_eq!(words, [PAGE]);
    let (before, figure) = changed(&mut preview, &before, &report(2025, "9", "又一段话。"));
    assert_eq!(figure, [PAGE, "/years/2025/"]);
    let (_, title) = changed(&mut preview, &before, &report(2025, "9", "再一段话。").replace("年度报告", "年报"));
    assert_eq!(title, [PAGE, "/town/2024/report/", "/years/2025/", "/"], "the report before has a link to it");
    for path in ["/.gongkai/about/town/2025/report", "/.gongkai/about/assets/gongkai.css", "/.gongkai/about"] {
        assert_eq!(preview.get(path).status, 404, "{path} is no page");
    }
    let foreign = preview.ask("GET", &format!("/.gongkai/about{PAGE}"), &[("Host", "evil.example")]);
    assert_eq!((foreign.status, foreign.body.len()), (403, 0));
}

#[test]
fn a_page_that_nobody_has_looked_at_is_there_as_well_when_its_text_has_a_mistake() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    write(site.path(), REPORT, &report(2025, "01", "坏的。"));
    preview.settled(0);
    let page = preview.get(PAGE);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("起初") && !page.text().contains("坏的") && page.text().contains("figure-leading-zero"));
    // And one that has changed since the preview began.
    write(site.path(), REPORT, &report(2025, "2", "改过。"));
    preview.settled(1);
    fs::remove_file(site.path().join(REPORT)).expect("removed");
    write(site.path(), REPORT, "---\n");
    preview.settled(2);
    assert!(preview.get(PAGE).text().contains("改过"));
}

#[test]
fn a_template_that_fails_on_one_page_is_told_on_the_terminal_as_well() {
    let site = site();
    let mut preview = Preview::start(site.path(), &[]);
    assert!(preview.get("/town/2024/report/").text().contains("别的"));
    // Of the kind of page that is tried first, the first one is good.
    let template = "{% if year == 2025 %}{{ page.nothing.at_all | upper }}{% endif %}<p>{{ narrative | safe }}</p>";
    write(site.path(), "themes/default/templates/report.html", template);
    preview.settled(0);
    assert_eq!(preview.err(), "");
    for _ in 0..3 {
        let page = preview.get(PAGE);
        assert_eq!(page.status, 503, "it has not been looked at");
        assert!(page.text().contains("report.html:1:"), "{}", page.text());
    }
    preview.wait_for(|preview| preview.err().contains("report.html:1:").then_some(()));
    preview.calm();
    assert_eq!(preview.err().matches("error[template]").count(), 1, "{}", preview.err());
    assert!(preview.get("/town/2024/report/").text().contains("别的"));
}

#[test]
fn many_listeners_and_slow_ones_keep_nobody_waiting() {
    let site = site();
    fs::write(site.path().join("content/town/2025/large.bin"), vec![7; 32 << 20]).expect("a large file");
    let mut preview = Preview::start(site.path(), &[]);
    let mut listeners: Vec<_> = (0..500).map(|_| preview.events()).collect();
    // One asks for much and reads nothing, one does not get on with its question, one says nothing at all.
    let host = preview.host();
    let mut slow: Vec<TcpStream> = (0..10).map(|_| preview.send("GET", "/town/2025/large.bin", &[("Host", &host)])).collect();
    slow.extend((0..10).map(|_| {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("half a question");
        stream
    }));
    slow.extend((0..10).map(|_| TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection")));
    let first = listeners.iter_mut().map(preview::Events::next).last().expect("an event");
    let begun = Instant::now();
    write(site.path(), REPORT, &report(2025, "1", "快。"));
    preview.wait_until(PAGE, "快");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    for listener in &mut listeners {
        assert!(listener.next()["version"] != first["version"]);
    }
    let large = preview.get("/town/2025/large.bin");
    assert_eq!(large.body.len(), 32 << 20);
    drop(slow);
    assert_eq!(preview.settled(0), 1);
}

#[test]
fn a_taken_port_gives_the_next_free_one() {
    let site = site();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let wanted = taken.local_addr().expect("an address").port();
    let preview = Preview::start(site.path(), &["--port", &wanted.to_string()]);
    assert!(preview.port > wanted && preview.port <= wanted + 100, "{} {wanted}", preview.port);
    assert_eq!(preview.err(), format!("Port {wanted} is taken, so the preview has another one."));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn it_ends_at_once_and_well() {
    let site = site();
    for signal in ["INT", "TERM"] {
        let mut preview = Preview::start(site.path(), &[]);
        let _listener = preview.events();
        let (status, took) = preview.end_by(signal);
        assert_eq!(status.code(), Some(0), "{signal}");
        assert!(took < Duration::from_secs(1), "{signal}: {took:?}");
    }
    let left: Vec<_> = fs::read_dir(site.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "nothing was written: {left:?}");
}

#[test]
fn what_cannot_be_served_is_told() {
    let site = site();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_gongkai")).args(arguments).stdin(Stdio::null()).output().expect("the program");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let path = site.path().to_str().expect("UTF-8");
    let missing = format!("{path}/nothing");
    assert_eq!(run(&["serve", &missing, "--lang", "en"]), (Some(2), format!("{missing}: does not exist.\n")));
    let file = format!("{path}/site.yaml");
    assert_eq!(run(&["serve", &file, "--lang", "en"]), (Some(2), format!("{file}: is not a folder, or lies below a file.\n")));
    let elsewhere = run(&["serve", path, "--address", "192.0.2.1", "--port", "18", "--lang", "en"]);
    assert_eq!(elsewhere, (Some(2), "192.0.2.1:18: is no address of this machine.\n".to_owned()));
    let (code, told) = run(&["serve", path, "--address", "nowhere"]);
    assert!(code == Some(2) && told.contains("--address"), "{told}");
}

#[test]
fn a_browser_is_opened_if_that_is_asked_for() {
    let site = site();
    let scratch = tempfile::tempdir().expect("a folder");
    let (opener, opened) = (scratch.path().join("xdg-open"), scratch.path().join("opened"));
    fs::write(&opener, format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display())).expect("a script");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("permitted");
    let path = format!("{}:{}", scratch.path().display(), std::env::var("PATH").unwrap_or_default());
    let mut preview = Preview::begin(Preview::command(site.path()).args(["--port", "0", "--open"]).env("PATH", path));
    let url = preview.wait_for(|_| fs::read_to_string(&opened).ok().filter(|url| !url.is_empty()));
    assert_eq!(url, format!("http://127.0.0.1:{}/\n", preview.port));
}

/// In a user namespace of its own, where a limit can be set for one program.
#[test]
fn too_few_watches_are_told_and_polled() {
    let limited = |command: &str| {
        let mut shell = Command::new("unshare");
        shell.args(["-Ur", "sh", "-c", &format!("echo 3 > /proc/sys/user/max_inotify_watches && {command}")]);
        shell
    };
    if !limited("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        // Past the harness, which keeps what a passing test prints.
        let _ = writeln!(std::io::stderr(), "\nSKIPPED: no limit of watches can be set here\n");
        return;
    }
    let site = site();
    let command = format!("exec '{}' serve '{}' --port 0 --lang en", env!("CARGO_BIN_EXE_gongkai"), site.path().display());
    let mut preview = Preview::begin(&mut limited(&command));
    let told = preview.wait_for(|preview| Some(preview.err()).filter(|err| !err.is_empty()));
    assert!(told.contains("fs.inotify.max_user_watches"), "{told}");
    write(site.path(), REPORT, &report(2025, "1", "改。"));
    preview.wait_until(PAGE, "改");
    assert_eq!(preview.settled(0), 1);
}
