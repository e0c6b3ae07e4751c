//! `laurels serve`, running; and those who ask it.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use super::Site;
use super::running::{PATIENCE, Running};

/// A server that ends when it is dropped.
#[derive(Debug)]
pub struct Serving {
    /// The program.
    pub program: Running,
    /// Where it says that it serves, such as `http://127.0.0.1:4000/`.
    pub address: String,
}

impl Serving {
    /// Serves a site on any port that is free, and waits until it says where.
    #[track_caller]
    pub fn start(site: &Site, options: &str) -> Self {
        Self::run(site.command(&format!("serve --port 0 {options}")))
    }

    /// Starts a command that serves, and waits until it says where.
    #[track_caller]
    pub fn run(command: Command) -> Self {
        Self::try_run(command).unwrap_or_else(|said| panic!("nothing is served:\n{said}"))
    }

    /// The same, where somebody else may have the port; the error is what the program said.
    pub fn try_run(command: Command) -> Result<Self, String> {
        let mut program = Running::start(command);
        let Some(line) = program.out.find("serving at ") else {
            program.end();
            return Err(program.err.rest());
        };
        let address = line.trim_start_matches("serving at ").to_owned();
        Ok(Self { program, address })
    }

    /// Waits for a line of the terminal that contains a text and was not given before; gives it.
    #[track_caller]
    pub fn says(&self, text: &str) -> String {
        let found = self.program.err.find(text);
        found.unwrap_or_else(|| panic!("`{text}` was not said: {:#?}", self.program.err))
    }

    /// The address without the path, such as `127.0.0.1:4000`.
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://").split('/').next().unwrap()
    }

    /// A connection on which nothing has been said.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.host()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Asks for a path, as a browser does.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Asks for a path with a method, and more headers, each with its line break.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, more: &str) -> Answer {
        let host = self.host();
        self.say(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n").as_bytes())
    }

    /// Sends bytes, and reads all that comes back.
    #[track_caller]
    pub fn say(&self, bytes: &[u8]) -> Answer {
        self.try_say(bytes)
            .unwrap_or_else(|| panic!("no answer to {:?}", bytes.escape_ascii().to_string()))
    }

    /// Sends bytes, and reads all that comes back; `None` where nothing does.
    pub fn try_say(&self, bytes: &[u8]) -> Option<Answer> {
        Self::say_on(self.connect(), bytes)
    }

    /// The same on a connection that is there already.
    pub fn say_on(mut stream: TcpStream, bytes: &[u8]) -> Option<Answer> {
        let mut answer = Vec::new();
        // A server may close before it has heard everything.
        let _ = stream.write_all(bytes);
        let read = stream.read_to_end(&mut answer);
        assert!(
            !read.as_ref().is_err_and(|error| matches!(
                error.kind(),
                ErrorKind::WouldBlock | ErrorKind::TimedOut
            )),
            "the answer to {:?} has no end: {read:?}",
            bytes.escape_ascii().to_string()
        );
        Answer::read(&answer)
    }

    /// Listens for what happens at a path, as a page does.
    #[track_caller]
    pub fn listen(&self, path: &str) -> Listener {
        let mut stream = self.connect();
        let (host, page) = (self.host(), path.replace('%', "%25").replace('/', "%2F"));
        write!(stream, "GET /__laurels/events?page={page} HTTP/1.1\r\nHost: {host}\r\n\r\n")
            .unwrap();
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(lines.read_line(&mut line).unwrap() > 0, "no events of {path}");
        }
        Listener { lines }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, a line each.
    pub head: String,
    /// The rest.
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1)?.parse().unwrap();
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// A page as a build writes it, and whether something that is wrong is shown on top of it; `None`
    /// where it is no page.
    pub fn bare(&self) -> Option<(Vec<u8>, bool)> {
        let text = std::str::from_utf8(&self.body).ok()?;
        let (html, rest) = text.split_once("<script src=\"/__laurels/live.js\"")?;
        let (_, end) = rest.split_once("</script>").unwrap();
        let (start, is_broken) = match html.split_once("<laurels-problems") {
            Some((start, problems)) => {
                let (_, nothing) = problems.split_once("</laurels-problems>").unwrap();
                assert_eq!(nothing, "", "the script stands behind the problems");
                (start, true)
            }
            None => (html, false),
        };
        Some((format!("{start}{end}").into_bytes(), is_broken))
    }

    /// The rest as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Somebody who listens for what happens at a path.
#[derive(Debug)]
pub struct Listener {
    lines: BufReader<TcpStream>,
}

/// What a page is told.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number.
    pub id: u64,
    /// What it says.
    pub data: Value,
}

impl Listener {
    /// The next event that is about the page.
    #[track_caller]
    pub fn next(&mut self) -> Event {
        self.until(|_| true)
    }

    /// The next event about the page that a condition holds for.
    #[track_caller]
    pub fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Event {
        let started = Instant::now();
        loop {
            let (mut id, mut kind, mut data) = (None, String::new(), String::new());
            loop {
                let mut line = String::new();
                // The stream goes on for as long as the server does: each line may be the last that
                // there is time for.
                let left = PATIENCE.checked_sub(started.elapsed()).filter(|left| !left.is_zero());
                let left = left.unwrap_or_else(|| panic!("not told in time; the last: {data}"));
                self.lines.get_ref().set_read_timeout(Some(left)).unwrap();
                assert!(self.lines.read_line(&mut line).unwrap() > 0, "the stream has ended");
                match line.trim_end().split_once(": ") {
                    Some(("id", value)) => id = value.parse().ok(),
                    Some(("event", value)) => value.clone_into(&mut kind),
                    Some(("data", value)) => value.clone_into(&mut data),
                    Some(_) => {}
                    None => break,
                }
            }
            if kind == "page" {
                let data = serde_json::from_str(&data).unwrap();
                if fits(&data) {
                    return Event { id: id.expect("an event has a number"), data };
                }
            }
        }
    }
}
