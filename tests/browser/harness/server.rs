//! Serves a built site on this machine as a strict web host would.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Method, Request, Server as Listener};

/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'";

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
        let listener = Arc::new(Listener::http("127.0.0.1:0").unwrap());
        let origin = format!("http://{}", listener.server_addr());
        let (requests, folder) = (Arc::clone(&listener), folder.to_owned());
        let thread = thread::spawn(move || {
            for request in requests.incoming_requests() {
                answer(request, &folder);
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

/// A visitor who leaves before the answer is no fault of the server.
fn answer(request: Request, folder: &Path) {
    let (status, path) = match find(request.url(), folder) {
        Some(path) => (200, path),
        None => (404, folder.join("404.html")),
    };
    let body = fs::read(&path).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\n\r\n",
        kind(&path),
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
