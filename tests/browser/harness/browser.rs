//! The browser's process: found, started with an empty profile, and ended whatever happens.

use std::io::{BufRead as _, BufReader, ErrorKind, copy, sink};
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::json;
use tempfile::TempDir;

use super::protocol::Connection;

/// Names a Chromium that is not on the `PATH`.
const VARIABLE: &str = "LAURELS_CHROMIUM";
const NAMES: [&str; 4] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/// Without a window, and without anything that a browser does on its own.
const FLAGS: [&str; 14] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    // Tabs that nobody sees are drawn as well.
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
    "about:blank",
];

/// A running browser; dropping it ends it.
#[derive(Debug)]
pub struct Browser {
    process: Child,
    /// Where it listens.
    pub address: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser of this machine.
    pub fn start() -> Self {
        let profile = tempfile::Builder::new().prefix("laurels-browser-").tempdir().unwrap();
        let mut process = spawn(&profile);
        let mut said = BufReader::new(process.stderr.take().unwrap());
        let mut all = String::new();
        let address = loop {
            let start = all.len();
            let read = said.read_line(&mut all).unwrap();
            assert!(read > 0, "the browser ended before it listened; it said:\n{all}");
            if let Some(address) = all[start..].trim().strip_prefix("DevTools listening on ") {
                break address.to_owned();
            }
        };
        // It must never wait for somebody to read what else it has to say.
        thread::spawn(move || copy(&mut said, &mut sink()));
        Self { process, address, _profile: profile }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is asked to go leaves no process behind; one that hangs is killed.
        if !thread::panicking() {
            let mut connection = Connection::open(&self.address);
            if connection.try_call("Browser.close", json!({})).is_ok() {
                connection.read_to_the_end();
            }
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(profile: &TempDir) -> Child {
    let named = std::env::var(VARIABLE).ok();
    let names = named.as_deref().map_or(NAMES.to_vec(), |name| vec![name]);
    for name in &names {
        let folder = format!("--user-data-dir={}", profile.path().display());
        let mut command = Command::new(name);
        command.arg(folder).args(FLAGS);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        match command.spawn() {
            Ok(process) => return process,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => panic!("`{name}` does not start: {error}"),
        }
    }
    panic!(
        "no browser: `{}` was not found; install Chromium (Debian: `apt install chromium-headless-shell`), \
         or set {VARIABLE} to the program of a Chromium or Chrome",
        names.join("`, `")
    );
}
