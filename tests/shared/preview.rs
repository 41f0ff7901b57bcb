//! A real preview to be tested: the program on a scratch site, spoken to over real sockets, and its terminal line by line.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Nothing here takes longer, unless it hangs.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// What is going to happen after a change has happened by then.
pub const SETTLED: Duration = Duration::from_millis(700);
const TICK: Duration = Duration::from_millis(10);
const SCRIPT: &str = "<script src=\"/.gongkai/live.js\"";

/// A report of the scratch site, with a figure and a text.
pub fn report(year: u16, issued: &str, text: &str) -> String {
    format!(
        "---\ntitle: 示例镇{year}年政府信息公开工作年度报告\nyear: {year}\npublished: {}-01-15\nstatistics:\n  form: cn-2021\n  figures:\n    \
         normative_documents: {{issued: {issued}, in_force: 7}}\n---\n\n{text}\n",
        year + 1
    )
}

/// The report that tests change.
pub const REPORT: &str = "content/town/2025/report.md";
/// Its page.
pub const PAGE: &str = "/town/2025/report/";

/// Writes files of a site.
pub fn write(site: &Path, path: &str, text: &str) {
    let place = site.join(path);
    fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
    fs::write(place, text).expect("a file");
}

/// A small site in a folder of its own.
pub fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    write(
        site.path(),
        "site.yaml",
        "title: 示例县政府信息公开\nbase_url: https://example.gov.cn/xxgk/\nchecks: {part-missing: off}\n",
    );
    write(site.path(), "content/town/agency.yaml", "name: 示例镇人民政府\nshort_name: 示例镇\nlevel: township\n");
    write(site.path(), REPORT, &report(2025, "1", "起初。"));
    write(site.path(), "content/town/2024/report.md", &report(2024, "1", "别的。"));
    write(site.path(), "content/guide.md", "---\ntitle: 指南\n---\n\n指南。\n");
    site
}

/// A program that runs and is ended when it is dropped.
pub struct Preview {
    child: Child,
    /// Where it listens.
    pub port: u16,
    out: Arc<Mutex<Vec<String>>>,
    err: Arc<Mutex<Vec<String>>>,
}

impl Preview {
    /// Starts a preview at any port, in English, and waits until it can be looked at.
    pub fn start(site: &Path, more: &[&str]) -> Preview {
        let port: &[&str] = if more.contains(&"--port") { &[] } else { &["--port", "0"] };
        Preview::begin(Preview::command(site).args(port).args(more))
    }

    /// The command that `start` runs.
    pub fn command(site: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.arg("serve").arg(site).args(["--lang", "en", "--as-of", "2026-06-01"]);
        command
    }

    /// Runs a command that starts a preview, and waits until it can be looked at.
    pub fn begin(command: &mut Command) -> Preview {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let out = lines(child.stdout.take().expect("an output"));
        let err = lines(child.stderr.take().expect("an error output"));
        let mut preview = Preview { child, port: 0, out, err };
        let ready = preview.wait_for(|preview| preview.out().into_iter().find(|line| line.starts_with("Preview at ")));
        let port = ready.split(':').nth(2).and_then(|rest| rest.split('/').next()).expect("a port");
        preview.port = port.parse().expect("a number");
        preview
    }

    /// The lines on its terminal.
    pub fn out(&self) -> Vec<String> {
        self.out.lock().expect("a lock").clone()
    }

    /// What it told on the error output.
    pub fn err(&self) -> String {
        self.err.lock().expect("a lock").join("\n")
    }

    /// The lines about readings after the first one.
    pub fn readings(&self) -> Vec<String> {
        self.out().into_iter().filter(|line| line.contains(" ms, ")).collect()
    }

    /// Waits until something is there.
    pub fn wait_for<T>(&mut self, look: impl Fn(&Preview) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            let ended = self.child.try_wait().expect("a state");
            let is_hopeless = ended.is_some() || begun.elapsed() > PATIENCE;
            assert!(!is_hopeless, "it does not come ({ended:?}):\n{:#?}\n{}", self.out(), self.err());
            std::thread::sleep(TICK);
        }
    }

    /// Waits until a page holds a text.
    pub fn wait_until(&mut self, path: &str, text: &str) {
        self.wait_for(|preview| preview.get(path).text().contains(text).then_some(()));
    }

    /// Waits until all that is going to happen has happened, and returns how many readings there were since there were `before`.
    pub fn settled(&mut self, before: usize) -> usize {
        self.wait_for(|preview| (preview.readings().len() > before).then_some(()));
        self.calm() - before
    }

    /// Waits until nothing more happens, and returns how many readings there have been.
    pub fn calm(&self) -> usize {
        let mut count = self.readings().len();
        loop {
            std::thread::sleep(SETTLED);
            match self.readings().len() {
                now if now == count => return count,
                now => count = now,
            }
        }
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("Host", &self.host())])
    }

    /// What a page is told about itself.
    pub fn about(&self, path: &str) -> serde_json::Value {
        serde_json::from_slice(&self.get(&format!("/.gongkai/about{path}")).body).expect("JSON")
    }

    /// The Host that a browser sends.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Asks with these headers and no others.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = self.send(method, path, &[headers, &[("Connection", "close")]].concat());
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        Answer::of(&bytes)
    }

    /// Sends a request and leaves the answer in the socket.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        stream.write_all(format!("{method} {path} HTTP/1.1\r\n{lines}\r\n").as_bytes()).expect("a request");
        stream
    }

    /// Listens to the stream of events.
    pub fn events(&self) -> Events {
        Events(BufReader::new(self.send("GET", "/.gongkai/events", &[("Host", &self.host())])))
    }

    /// Sends a signal.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    /// Sends a signal, and waits for the end.
    pub fn end_by(&mut self, signal: &str) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        self.signal(signal);
        (self.child.wait().expect("an end"), begun.elapsed())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(from: impl Read + Send + 'static) -> Arc<Mutex<Vec<String>>> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let write = Arc::clone(&lines);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            write.lock().expect("a lock").push(line);
        }
    });
    lines
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status").parse().expect("a number");
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: lines.filter_map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the preview's script; and whether there was one.
    pub fn undressed(&self) -> (Vec<u8>, bool) {
        let at = |text: &str, from: usize| {
            self.body[from..].windows(text.len()).position(|window| window == text.as_bytes()).map(|at| from + at)
        };
        let Some(start) = at(SCRIPT, 0) else { return (self.body.clone(), false) };
        let end = at("</script>", start).expect("the end of the script") + "</script>".len();
        ([&self.body[..start], &self.body[end..]].concat(), true)
    }
}

/// A stream of events that is being listened to.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event's data.
    pub fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).expect("an event") > 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }
}

/// A copy of a folder of this repository.
pub fn copy_of(folder: &str) -> tempfile::TempDir {
    let (from, to) = (PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder), tempfile::tempdir().expect("a folder"));
    for entry in walkdir::WalkDir::new(&from).into_iter().filter_entry(|entry| entry.file_name() != "public") {
        let entry = entry.expect("a readable folder");
        let place = to.path().join(entry.path().strip_prefix(&from).expect("a path below"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(place).expect("a folder"),
            false => drop(fs::copy(entry.path(), place).expect("a copy")),
        }
    }
    to
}
