//! Headless Chromium, spoken to by the DevTools protocol.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// Nothing here takes longer, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);
const TICK: Duration = Duration::from_millis(20);
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS: [&str; 11] = [
    "--headless",
    // Chromium does not run as root otherwise; it looks at nothing but pages of our own.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=900,600",
];

/// The program there is, if there is one.
pub fn program() -> Option<&'static str> {
    let runs = |name: &&str| {
        let version = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    };
    NAMES.into_iter().find(runs)
}

/// A browser with one tab.
pub struct Browser {
    child: Child,
    /// Its profile, which goes with it.
    _profile: tempfile::TempDir,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    calls: u64,
}

impl Browser {
    /// Starts a browser with an empty tab.
    pub fn start(program: &str) -> Browser {
        let profile = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a browser");
        let mut told = BufReader::new(child.stderr.take().expect("an error output")).lines().map_while(Result::ok);
        let address = told.find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned));
        // A full pipe would stop the browser.
        std::thread::spawn(move || told.for_each(drop));
        let (socket, _) = tungstenite::connect(address.expect("an address")).expect("a connection");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        }
        let mut browser = Browser { child, _profile: profile, socket, session: String::new(), calls: 0 };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.call("Target.attachToTarget", &json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        browser.call("Page.enable", &json!({}));
        browser
    }

    /// Calls a method of the protocol and waits for what it returns.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Value {
        let mut answer = self.ask(method, parameters);
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].take()
    }

    /// Calls a method and waits for its answer, whatever that is.
    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.calls += 1;
        let mut message = json!({"id": self.calls, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("sent");
        loop {
            let Message::Text(text) = self.socket.read().expect("an answer") else { continue };
            let answer: Value = serde_json::from_str(&text).expect("JSON");
            if answer["id"] == self.calls {
                return answer;
            }
        }
    }

    /// Goes to an address.
    pub fn go(&mut self, url: &str) {
        self.call("Page.navigate", &json!({"url": url}));
        self.wait_for("document.readyState === 'complete'");
    }

    /// The value of an expression on the page; null if the page is just being exchanged.
    pub fn see(&mut self, expression: &str) -> Value {
        // While it is exchanged there may be nobody to ask, which is an error of its own.
        let seen = self.ask("Runtime.evaluate", &json!({"expression": expression, "returnByValue": true, "awaitPromise": true}));
        seen["result"]["result"]["value"].clone()
    }

    /// Waits until an expression is true on the page.
    pub fn wait_for(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.see(expression) != json!(true) {
            let page = || "document.documentElement.outerHTML.slice(0, 3000)";
            assert!(begun.elapsed() < PATIENCE, "it does not come: {expression}\n{}", self.see(page()));
            std::thread::sleep(TICK);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
