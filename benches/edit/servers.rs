//! Servers of others: from the save of a file until the page comes over the wire with it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::edits::{Files, Kind};
use crate::programs::Peer;
use crate::sites::Site;
use crate::{Result, Row};

/// As long as anything may take.
const PATIENCE: Duration = Duration::from_mins(5);

/// Measures a server of the site in a folder.
pub(crate) fn measure(site: Site, peer: &Peer, folder: &Path, rounds: usize) -> Result<Row> {
    // Free a moment ago; nobody else takes ports here.
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let mut command = Command::new(&peer.path);
    match site {
        Site::Hugo => command.args(["server", "--quiet", "--bind", "127.0.0.1", "--port"]),
        _ => command.args(["serve", "--interface", "127.0.0.1", "--port"]),
    };
    command.arg(port.to_string()).current_dir(folder);
    let mut files = Files::of(folder, "content/wall")?;
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let server = Server { child, port };
    server.until("/style.css", "{")?;
    let mut times = Vec::new();
    for kind in Kind::ALL {
        let page = format!("/wall/{}/", files.slug);
        let path = if kind == Kind::Style { "/style.css" } else { &page };
        let mut of_kind = Vec::new();
        // Round 0 warms up.
        for round in 0..=rounds {
            let mark = files.save(kind)?;
            let saved = Instant::now();
            server.until(path, &mark)?;
            if round > 0 {
                of_kind.push(saved.elapsed().as_secs_f64() * 1e3);
            }
        }
        times.push((kind, of_kind));
    }
    Ok(Row { name: peer.version.clone(), times, memory: None })
}

/// A server that ends with this value.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Asks for a file until it has a mark in it.
    fn until(&self, path: &str, mark: &str) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if self.get(path).is_ok_and(|text| text.contains(mark)) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(format!("`{mark}` was not seen in {path}").into())
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
