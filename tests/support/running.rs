//! The program while it runs: what it says line by line, and how it is ended.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Far more than anything takes, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A program at work; it ends when this value is dropped.
#[derive(Debug)]
pub struct Running {
    process: Child,
    /// What it says on its standard output.
    pub out: Lines,
    /// What it says on its standard error.
    pub err: Lines,
}

impl Running {
    /// Starts a program.
    #[track_caller]
    pub fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = Lines::of(process.stdout.take().unwrap());
        let err = Lines::of(process.stderr.take().unwrap());
        Self { process, out, err }
    }

    /// The number of its process.
    #[cfg(unix)]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Presses Ctrl-C.
    #[cfg(unix)]
    #[track_caller]
    pub fn interrupt(&self) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    }

    /// Waits until it has ended by itself.
    #[cfg(unix)]
    #[track_caller]
    pub fn ended(&mut self) -> std::process::ExitStatus {
        let started = Instant::now();
        // Its streams end with it, and a wait for them can be given up.
        let _ = (self.out.rest(), self.err.rest());
        while started.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            thread::yield_now();
        }
        panic!("it does not end");
    }

    /// Ends it without asking.
    pub fn end(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Lines of a stream, as they come.
#[derive(Debug)]
pub struct Lines(Mutex<Heard>);

#[derive(Debug)]
struct Heard {
    lines: Receiver<String>,
    /// Those that nobody has waited for so far.
    earlier: Vec<String>,
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (tell, lines) = channel();
        thread::spawn(move || {
            let mut all = BufReader::new(stream).lines().map_while(Result::ok);
            // A test that has ended listens no more.
            all.all(|line| tell.send(line).is_ok())
        });
        Self(Mutex::new(Heard { lines, earlier: Vec::new() }))
    }

    /// The next line that was not given before; `None` after the last.
    #[track_caller]
    pub fn next(&self) -> Option<String> {
        match self.hear() {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("nothing was said"),
        }
    }

    /// The same; `None` also where nothing is said for longer than anything takes.
    pub fn soon(&self) -> Option<String> {
        self.hear().ok()
    }

    fn hear(&self) -> Result<String, RecvTimeoutError> {
        let mut heard = self.0.lock().unwrap();
        if heard.earlier.is_empty() {
            heard.lines.recv_timeout(PATIENCE)
        } else {
            Ok(heard.earlier.remove(0))
        }
    }

    /// All lines to the end.
    #[track_caller]
    pub fn rest(&self) -> String {
        std::iter::from_fn(|| self.next()).collect::<Vec<_>>().join("\n")
    }

    /// Waits for a line that contains a text and was not given before, and gives it; `None` where it
    /// is not said.
    pub fn find(&self, text: &str) -> Option<String> {
        let mut heard = self.0.lock().unwrap();
        if let Some(at) = heard.earlier.iter().position(|line| line.contains(text)) {
            return Some(heard.earlier.remove(at));
        }
        let started = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(started.elapsed());
            match heard.lines.recv_timeout(left) {
                Ok(line) if line.contains(text) => return Some(line),
                Ok(line) => heard.earlier.push(line),
                Err(_) => return None,
            }
        }
    }

    /// All lines up to one that contains a text.
    #[track_caller]
    pub fn until(&self, text: &str) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            let Some(line) = self.next() else { panic!("no `{text}` in {all:#?}") };
            let found = line.contains(text);
            all.push(line);
            if found {
                return all;
            }
        }
    }

    /// The next line, which is JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.next().expect("a line")).unwrap()
    }
}
