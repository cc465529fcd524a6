//! A page of Chromium that a test clicks in: its debugging protocol over a pipe, a JSON object per message, each ended by
//! a zero byte.

use crate::chromium::{Chromium, OPTIONS};
use crate::server::command;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one page.
pub(crate) struct Session {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    page: String,
    calls: u64,
    _profile: TempDir,
}

/// Whether pages may run their scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    On,
    Off,
}

impl Session {
    /// Starts the browser with an empty page.
    pub(crate) fn start(chromium: &Chromium, scripts: Scripts) -> Self {
        let profile = tempfile::tempdir().unwrap();
        // The protocol is spoken on the descriptors 3 and 4, which a shell can open and Rust's library cannot.
        let mut call = command("sh");
        call.args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", chromium.program()]);
        call.args(OPTIONS.iter().filter(|option| !option.starts_with("--virtual-time")));
        call.arg(format!("--user-data-dir={}", profile.path().display()));
        call.args(["--remote-debugging-pipe", "about:blank"]);
        let mut child = call.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let from = listen(out);
        let mut session = Self { child, to, from, page: String::new(), calls: 0, _profile: profile };
        let target = session.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = session.call("Target.attachToTarget", attach);
        session.page = attached["sessionId"].as_str().unwrap().to_owned();
        session.call("Page.enable", json!({}));
        session.call("Emulation.setScriptExecutionDisabled", json!({ "value": scripts == Scripts::Off }));
        session
    }

    /// Lets pages write to the clipboard, and tests read it.
    pub(crate) fn allow_the_clipboard(&mut self) {
        let page = std::mem::take(&mut self.page);
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.call("Browser.grantPermissions", permissions);
        self.page = page;
    }

    /// Opens an address and waits until it is there.
    pub(crate) fn open(&mut self, url: &str) {
        self.call("Page.navigate", json!({ "url": url }));
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// Runs a script before those of each page that is opened from now on.
    pub(crate) fn before_each_page(&mut self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// The value of an expression in the page.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let call = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        let answer = self.call("Runtime.evaluate", call);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// The text of an expression in the page.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Clicks what a selector finds first, as a mouse would: where something lies over it, the test fails.
    pub(crate) fn click(&mut self, selector: &str) {
        // A page that came by a click may not have run its scripts yet.
        self.until("document.readyState === 'complete'");
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({selector:?}); if (!e) return null;
               e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const r = e.getBoundingClientRect();
               return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        ));
        assert!(place.is_array(), "nothing to click at {selector}");
        for kind in ["mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses and releases a key, as `KeyboardEvent.key` names it.
    pub(crate) fn press(&mut self, key: &str) {
        let text = match key {
            "Enter" => Some("\r"),
            key if key.chars().count() == 1 => Some(key),
            _ => None,
        };
        let code = if key == "Enter" { 13 } else { 0 };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if let Some(text) = text.filter(|_| kind == "keyDown") {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Draws the mouse from the middle of one element to that of another, with the button held.
    pub(crate) fn drag(&mut self, from: &str, to: &str) {
        self.until("document.readyState === 'complete'");
        let mut place = |selector: &str| {
            self.value(&format!(
                "(() => {{ const r = document.querySelector({selector:?}).getBoundingClientRect();
                   return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
            ))
        };
        let (from, to) = (place(from), place(to));
        for (kind, at) in [("mousePressed", &from), ("mouseMoved", &to), ("mouseReleased", &to)] {
            let event = json!({
                "type": kind, "x": at[0], "y": at[1], "button": "left", "buttons": 1, "clickCount": 1,
            });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// The width of the window, in CSS pixels.
    pub(crate) fn width(&mut self, width: u32) {
        let size = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// What the page is shown on: `screen` or `print`, `light` or `dark`.
    pub(crate) fn medium(&mut self, medium: &str, theme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": theme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
    }

    /// Waits until an expression holds.
    pub(crate) fn until(&mut self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        while self.value(&format!("!!({expression})")) != Value::Bool(true) {
            assert!(Instant::now() < end, "never so: {expression}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": params });
        if !self.page.is_empty() {
            message["sessionId"] = json!(self.page);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        self.to.flush().unwrap();
        loop {
            let answer = self.from.recv_timeout(PATIENCE).expect(method);
            if answer["id"] == self.calls {
                // A page that is being replaced answers nothing; whoever waits asks again.
                let gone = |error: &str| error.contains("context") || error.contains("navigated");
                let gone = answer["error"]["message"].as_str().is_some_and(gone);
                assert!(gone || answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(out: ChildStdout) -> Receiver<Value> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut out = BufReader::new(out.take(u64::MAX));
        let mut message = Vec::new();
        while out.read_until(0, &mut message).is_ok_and(|read| read > 0) {
            message.pop();
            let Ok(value) = serde_json::from_slice(&message) else { break };
            if send.send(value).is_err() {
                break;
            }
            message.clear();
        }
    });
    receive
}
