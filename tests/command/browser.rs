//! A headless Chromium, told what to do through its DevTools protocol.

use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket, client};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// No answer takes longer, and no page.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one page, ended when it is dropped.
pub(crate) struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    last: u64,
    /// What the page said on its console, threw, or asked of the network.
    pub(crate) said: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A browser, or none, having said so, where there is no Chromium.
    pub(crate) fn open() -> Option<Self> {
        let Some(name) = NAMES.into_iter().find(|name| {
            let asked = Command::new(name)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            asked.is_ok_and(|status| status.success())
        }) else {
            eprintln!("skipped: there is no Chromium ({})", NAMES.join(", "));
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut process = Command::new(name)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args(["--no-first-run", "--remote-debugging-port=0", "about:blank"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let port = port(&mut process);
        let page = listed(&port);
        let stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = client(page, stream).unwrap();
        let mut browser = Self {
            process,
            socket,
            last: 0,
            said: Vec::new(),
            _profile: profile,
        };
        for domain in ["Runtime", "Log", "Page", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Calls a method of the protocol; what happens meanwhile is kept.
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let id = self.last;
        let asked = json!({ "id": id, "method": method, "params": parameters });
        self.socket.send(Message::text(asked.to_string())).unwrap();
        loop {
            let answer = self.read();
            if answer["id"] == id {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.said.push(answer);
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Opens a file and waits until all charts are drawn.
    pub(crate) fn visit(&mut self, file: &Path) {
        let url = format!("file://{}", file.display());
        self.call("Page.navigate", json!({ "url": url }));
        self.wait("document.documentElement?.dataset.drawn === 'all'");
    }

    /// Waits until an expression of the page's is true.
    pub(crate) fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        while self.value(expression) != Value::Bool(true) {
            assert!(start.elapsed() < PATIENCE, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The value of an expression of the page's.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", asked);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Sets the width of the window.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Moves the pointer to a place of the window.
    pub(crate) fn hover(&mut self, x: f64, y: f64) {
        // From somewhere else, so that the pointer is seen to come.
        for (x, y) in [(1.0, 1.0), (x, y)] {
            let moved = json!({ "type": "mouseMoved", "x": x, "y": y });
            self.call("Input.dispatchMouseEvent", moved);
        }
    }

    /// What happened by a method of the protocol.
    pub(crate) fn events(&self, method: &str) -> impl Iterator<Item = &Value> {
        let events = self.said.iter().filter(move |it| it["method"] == method);
        events.map(|it| &it["params"])
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself; nothing is left to be done then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port that the browser says it listens on.
fn port(process: &mut Child) -> String {
    let mut said = BufReader::new(process.stderr.take().unwrap());
    let mut line = String::new();
    loop {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "Chromium ended");
        if let Some((_, address)) = line.split_once("DevTools listening on ws://127.0.0.1:") {
            let port = address.split('/').next().unwrap().to_owned();
            // Somebody must go on reading, or the browser stops when the pipe is full.
            std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
            return port;
        }
    }
}

/// The address of the browser's one page.
fn listed(port: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let asked =
        format!("GET /json/list HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    // The browser may reset the connection after its answer.
    let _ = stream.read_to_string(&mut answer);
    let body = &answer[answer.find('[').unwrap()..=answer.rfind(']').unwrap()];
    let pages: Vec<Value> = serde_json::from_str(body).unwrap();
    let page = pages.iter().find(|it| it["type"] == "page").unwrap();
    page["webSocketDebuggerUrl"].as_str().unwrap().to_owned()
}
