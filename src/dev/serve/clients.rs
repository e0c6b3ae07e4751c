//! Connections: who is let in, how long anybody may take, and what ends nothing.
//!
//! Each connection is one request, on a thread of its own. A library that hands out requests reads
//! their heads first, with no end of patience and of memory, on threads that an idle browser keeps
//! busy; here a client that is slow, silent or endless has a limit, and nobody waits for another.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::head::{self, Head, Method, Refusal};
use crate::clock;

/// How many connections there may be at a time; a browser has six.
pub(super) const MOST: usize = 512;

/// A request is said within this time.
const ASKING: Duration = Duration::from_secs(10);

/// Somebody who takes nothing for this time is not waited for. A video that is paused is asked for
/// again.
const TAKING: Duration = Duration::from_secs(30);

/// The other side has this time to close the connection.
const LEAVING: Duration = Duration::from_secs(1);

/// What is sent back.
#[derive(Debug)]
pub(super) enum Reply {
    /// An answer, and that is all.
    Answer(Answer),
    /// What stands at this path, and again whenever that changes.
    Events(String),
}

/// Who answers.
pub(super) trait Host: Send + Sync + 'static {
    /// Decides what is sent back.
    fn reply(&self, head: &Head) -> Reply;

    /// Tells a page what it should show, until it goes.
    fn tell(&self, path: &str, to: &TcpStream) -> io::Result<()>;
}

/// Lets clients in, for ever, so many at a time.
///
/// Where the house is full, the one that has been silent for longest makes room: whoever says what they
/// want is not kept out by those who do not.
pub(super) fn admit(listener: &TcpListener, host: &Arc<impl Host>, most: usize) {
    let (present, silent) = (Arc::new(()), Arc::new(Silent::default()));
    for number in 0.. {
        match listener.accept() {
            Ok((stream, _)) if Arc::strong_count(&present) <= most || silent.send_one_away() => {
                let (host, place) = (Arc::clone(host), Arc::clone(&present));
                let (stream, waiting) = (Arc::new(stream), Arc::clone(&silent));
                silent.lock().insert(number, Arc::clone(&stream));
                let begun = thread::Builder::new().name("client".to_owned()).spawn(move || {
                    let head = head::read(&mut Patient::for_at_most(ASKING, &stream));
                    waiting.lock().remove(&number);
                    // Whatever becomes of a client is its own business.
                    let _ = answer(head, &stream, &*host);
                    drop(place);
                });
                // Without a thread to be had the client is turned away, as with too many of them.
                if begun.is_err() {
                    silent.lock().remove(&number);
                }
            }
            Ok(_) => {}
            // One that went before it was let in, or no descriptor left: others come, and some go.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Those who have not yet said what they want, in the order in which they came.
#[derive(Debug, Default)]
struct Silent(Mutex<BTreeMap<u64, Arc<TcpStream>>>);

impl Silent {
    /// Ends the oldest connection; `false` if there is none.
    fn send_one_away(&self) -> bool {
        let oldest = self.lock().pop_first();
        // It may have gone by itself.
        oldest.map(|(_, stream)| stream.shutdown(Shutdown::Both)).is_some()
    }

    /// One that is missing after a panic has its ten seconds, and that is all.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<TcpStream>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers a request.
fn answer(head: Result<Head, Refusal>, stream: &TcpStream, host: &impl Host) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(TAKING))?;
    let mut to = stream;
    match head {
        Ok(head) => {
            // The hook of the program has told of a panic by then.
            let reply = catch_unwind(AssertUnwindSafe(|| host.reply(&head)));
            let fault = "a fault of the program, told in the terminal: please report it";
            match reply.unwrap_or_else(|_| Reply::Answer(Answer::text(500, fault))) {
                Reply::Answer(answer) => answer.send(head.method, &mut to)?,
                Reply::Events(path) if head.method == Method::Get => host.tell(&path, stream)?,
                Reply::Events(_) => {
                    Answer::new(200, "text/event-stream", Vec::new()).send(head.method, &mut to)?;
                }
            }
        }
        Err(why) => {
            if let Some(answer) = Answer::refusal(why) {
                answer.send(Method::Get, &mut to)?;
            }
        }
    }
    leave(stream)
}

/// Ends a connection. Closed with something unread, it would take the answer down with it.
fn leave(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let mut rest = Patient::for_at_most(LEAVING, stream);
    let mut piece = [0; 4096];
    while rest.read(&mut piece)? > 0 {}
    Ok(())
}

/// Reads from a connection until a moment, however the bytes trickle in.
struct Patient<'a> {
    stream: &'a TcpStream,
    started: Instant,
    patience: Duration,
}

impl<'a> Patient<'a> {
    fn for_at_most(patience: Duration, stream: &'a TcpStream) -> Self {
        Self { stream, started: clock::start(), patience }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let left = self.patience.saturating_sub(self.started.elapsed());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// Panics where it is asked to.
    struct Fragile;

    impl Host for Fragile {
        fn reply(&self, head: &Head) -> Reply {
            match head.target.as_str() {
                "/panic" => panic!("as it was asked to"),
                "/events" => Reply::Events(String::new()),
                _ => Reply::Answer(Answer::text(200, "here")),
            }
        }

        fn tell(&self, _: &str, _: &TcpStream) -> io::Result<()> {
            panic!("as it was asked to")
        }
    }

    /// How many clients there are room for.
    const FEW: usize = 8;

    /// Starts a server; gives its address.
    fn started() -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || admit(&listener, &Arc::new(Fragile), FEW));
        address
    }

    fn ask(address: std::net::SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_panic_ends_one_answer_and_nothing_else() {
        let address = started();
        for _ in 0..3 {
            assert!(ask(address, "/panic").starts_with("HTTP/1.1 500 "));
            assert_eq!(ask(address, "/events"), "");
            assert!(ask(address, "/").ends_with("\r\n\r\nhere\n"));
        }
    }

    #[test]
    fn a_house_full_of_silent_guests_has_room_for_one_who_speaks() {
        let address = started();
        let connect = || TcpStream::connect(address).unwrap();
        let mut silent: Vec<TcpStream> = std::iter::repeat_with(connect).take(2 * FEW).collect();
        let started = clock::start();
        assert!(ask(address, "/").ends_with("\r\n\r\nhere\n"));
        assert!(started.elapsed() < ASKING, "somebody had to go first");
        // The oldest had to go, the newest may stay and speak.
        assert_eq!(silent[0].read(&mut [0]).unwrap_or(0), 0);
        let newest = silent.last_mut().unwrap();
        write!(newest, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut said = String::new();
        newest.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("HTTP/1.1 200 "), "{said}");
    }

    #[test]
    fn somebody_who_dawdles_runs_out_of_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut slow = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let patience = Duration::from_millis(200);
        // A byte is always there in time, and the whole is not.
        thread::spawn(move || {
            while slow.write_all(b"G").is_ok() {
                thread::sleep(patience / 20);
            }
        });
        let read = head::read(&mut Patient::for_at_most(patience, &stream));
        assert_eq!(read, Err(Refusal::Slow));
    }
}
