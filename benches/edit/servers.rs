//! Development servers: from the save of a file until the page comes over the wire with it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use laurels::fsx;

use crate::edits::{Files, Kind};
use crate::programs;
use crate::records::TODAY;
use crate::sites::Site;
use crate::{Result, Row};

/// As long as anything may take.
const PATIENCE: Duration = Duration::from_mins(5);

/// Between two looks at the page.
const PAUSE: Duration = Duration::from_millis(1);

/// Measures the server of a program, by default that of Laurels, with the site in a folder.
pub(crate) fn measure(
    site: Site,
    peer: Option<&Path>,
    folder: &Path,
    rounds: usize,
) -> Result<Row> {
    let server = Server::start(site, peer, folder)?;
    let (reviews, at) = match site {
        Site::Hugo | Site::Zola => ("content/wall", "wall"),
        _ => ("content/testimonials", "reviews"),
    };
    let mut files = Files::of(folder, reviews)?;
    server.until(&format!("/{at}/{}/", files.slug), None, "</html>")?;
    let mut times = Vec::new();
    for kind in Kind::ALL {
        let within = (kind == Kind::Style).then_some(".css");
        let mut of_kind = Vec::new();
        // Round 0 warms up.
        for round in 0..=rounds {
            let (mark, slug) = files.save(kind)?;
            let saved = Instant::now();
            server.until(&format!("/{at}/{slug}/"), within, &mark)?;
            if round > 0 {
                of_kind.push(saved.elapsed().as_secs_f64() * 1e3);
            }
        }
        times.push((kind, of_kind));
    }
    Ok(Row { times, memory: server.memory() })
}

/// A server that ends with this value.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(site: Site, peer: Option<&Path>, folder: &Path) -> Result<Self> {
        // Free a moment ago; nobody else takes ports here.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = Command::new(peer.unwrap_or(Path::new(programs::LAURELS)));
        match site {
            Site::Hugo => command.args(["server", "--quiet", "--bind", "127.0.0.1"]),
            Site::Zola => command.args(["serve", "--interface", "127.0.0.1"]),
            _ => command.args(["serve", "--today", &TODAY.to_string()]),
        };
        command.args(["--port", &port.to_string()]).current_dir(folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self { child: command.spawn()?, port })
    }

    /// Asks for a page until it has a mark in it, or the file that it names with such an ending has.
    fn until(&self, page: &str, within: Option<&str>, mark: &str) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let text = self.get(page).ok();
            let text = match within {
                Some(end) => text.and_then(|text| named(&text, end).map(str::to_owned)),
                None => text,
            };
            let text = match within {
                Some(_) => text.and_then(|path| self.get(&path).ok()),
                None => text,
            };
            if text.is_some_and(|text| text.contains(mark)) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
        Err(format!("`{mark}` was not seen in {page}").into())
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// The most bytes that it held in memory, where the system tells.
    fn memory(&self) -> Option<u64> {
        let status = fsx::read(Path::new(&format!("/proc/{}/status", self.child.id()))).ok()?;
        let status = String::from_utf8(status).ok()?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: u64 = most.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first path of a page in which an ending stands, without the server before it.
fn named<'a>(page: &'a str, end: &str) -> Option<&'a str> {
    let found = page.find(end)? + end.len();
    let start = page[..found].rfind(['"', '\'', '='])? + 1;
    let rest = page[found..].find(['"', '\'', ' ', '>'])? + found;
    let address = &page[start..rest];
    match address.split_once("://") {
        Some((_, behind)) => behind.find('/').map(|slash| &behind[slash..]),
        None => Some(address),
    }
}
