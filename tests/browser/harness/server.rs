//! Serves a built site on this machine as a strict web host would.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Method, Request, Server as Listener};

use super::places::is_frame;

/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'";

/// What a page for frames is allowed, of which everything is in one file.
const FRAMED: &str = "default-src 'none'; img-src 'self'; script-src 'unsafe-inline'; \
                      style-src 'unsafe-inline'";

/// The header in which a page says what it may do.
pub const CONTENT_SECURITY_POLICY: &str = "Content-Security-Policy";

/// What a server says to a request.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The type of its body.
    pub kind: &'static str,
    /// Its other headers.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Vec<u8>,
}

/// A server that ends when it is dropped.
pub struct Server {
    listener: Arc<Listener>,
    thread: Option<JoinHandle<()>>,
    /// Its address, without a slash at the end.
    pub origin: String,
}

impl Server {
    /// Serves a folder.
    pub fn of(folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self::that(move |address| from_folder(address, &folder))
    }

    /// Serves what a function says to the address of a request.
    pub fn that(says: impl Fn(&str) -> Answer + Send + 'static) -> Self {
        let listener = Arc::new(Listener::http("127.0.0.1:0").unwrap());
        let origin = format!("http://{}", listener.server_addr());
        let requests = Arc::clone(&listener);
        let thread = thread::spawn(move || {
            for request in requests.incoming_requests() {
                let answer = says(request.url());
                send(request, answer);
            }
        });
        Self { listener, thread: Some(thread), origin }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listener.unblock();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// A file of a folder, as a strict web host would send it.
fn from_folder(address: &str, folder: &Path) -> Answer {
    let (status, path) = match find(address, folder) {
        Some(path) => (200, path),
        None => (404, folder.join("404.html")),
    };
    let inside = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
    let mut headers = published(address, folder);
    let policy = if is_frame(&inside) { FRAMED } else { POLICY };
    headers.push((CONTENT_SECURITY_POLICY.to_owned(), policy.to_owned()));
    Answer { status, kind: kind(&path), headers, body: fs::read(&path).unwrap_or_default() }
}

/// A visitor who leaves before the answer is no fault of the server.
fn send(request: Request, answer: Answer) {
    let Answer { status, kind, headers, body } = answer;
    let headers: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         {headers}\r\n",
        body.len(),
    );
    let body = if *request.method() == Method::Head { Vec::new() } else { body };
    // Connections that browsers keep open would use up the threads of the server.
    let mut out = request.into_writer();
    let _ = out
        .write_all(head.as_bytes())
        .and_then(|()| out.write_all(&body))
        .and_then(|()| out.flush());
}

/// What the `_headers` of a site say of an address.
fn published(address: &str, folder: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let (mut headers, mut meant) = (Vec::new(), false);
    for line in text.lines() {
        if let Some((name, value)) = line.trim().split_once(": ").filter(|_| line.starts_with(' '))
        {
            headers.extend(meant.then(|| (name.to_owned(), value.to_owned())));
        } else {
            meant = match line.split_once('*') {
                Some((start, end)) => address.starts_with(start) && address.ends_with(end),
                None => address == line,
            };
        }
    }
    headers
}

/// The file of an address; a folder is its `index.html`.
fn find(address: &str, folder: &Path) -> Option<PathBuf> {
    let address = url::Url::parse("http://localhost").unwrap().join(address).ok()?;
    let mut path = folder.to_owned();
    for segment in address.path_segments()?.filter(|segment| !segment.is_empty()) {
        path.push(decoded(segment));
    }
    if path.is_dir() {
        path.push("index.html");
    }
    path.is_file().then_some(path)
}

/// A part of a path with its `%41` as letters.
fn decoded(segment: &str) -> String {
    let (pairs, mut bytes) = (segment.as_bytes(), Vec::new());
    let mut at = 0;
    while let Some(byte) = pairs.get(at) {
        let code = segment.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        let code = code.filter(|_| *byte == b'%');
        bytes.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The type of a file, by its ending.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
