//! The head of a request: what is asked for, within limits.
//!
//! Where the head ends and how long it may be is decided here, what its bytes mean by `httparse`. Some
//! of what that takes no browser sends, such as lines that end in a bare line feed: it is refused.

use std::io::{self, Read};

use httparse::{EMPTY_HEADER, Request, Status};

/// A request line and its headers are no longer than this together.
const LONGEST: usize = 32 * 1024;

/// What may be asked to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Give it.
    Get,
    /// Say what would be given.
    Head,
}

/// What is asked for, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) method: Method,
    /// What stands behind the method, as it was sent.
    pub(super) target: String,
    /// The header `Host`.
    pub(super) host: Option<String>,
    /// The header `Range`, unless it depends on something that no answer has.
    pub(super) range: Option<String>,
}

/// Why a request gets no answer, or none that it would like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The other side went away before it had said what it wants.
    Gone,
    /// It took too long to say what it wants.
    Slow,
    /// The head is too long.
    Long,
    /// That is no request.
    Malformed,
    /// Something else than to be given a file.
    Method,
    /// Another protocol.
    Version,
}

/// Reads the head of a request.
pub(super) fn read(from: &mut impl Read) -> Result<Head, Refusal> {
    let mut bytes = Vec::new();
    let mut piece = [0; 2048];
    loop {
        let length = match from.read(&mut piece) {
            Ok(0) => return Err(Refusal::Gone),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) => return Err(Refusal::Slow),
            Err(_) => return Err(Refusal::Gone),
        };
        // The end may lie across two pieces.
        let start = bytes.len().saturating_sub(3);
        bytes.extend_from_slice(&piece[..length]);
        if !bytes[0].is_ascii_uppercase() {
            // Such as the greeting of a browser that was sent here with `https:`.
            return Err(Refusal::Malformed);
        }
        let end = memchr::memmem::find(&bytes[start..], b"\r\n\r\n").map(|at| start + at);
        match end {
            Some(end) if end <= LONGEST => return parse(&bytes[..end + 4]),
            None if bytes.len() <= LONGEST => {}
            _ => return Err(Refusal::Long),
        }
    }
}

/// Whether nothing came, or went, in the time that was given.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Takes a head apart, its empty line at the end included.
fn parse(head: &[u8]) -> Result<Head, Refusal> {
    let mut headers = vec![EMPTY_HEADER; lines(head).ok_or(Refusal::Malformed)?];
    let mut request = Request::new(&mut headers);
    match request.parse(head) {
        Ok(Status::Complete(_)) => {}
        Err(httparse::Error::Version) => return Err(Refusal::Version),
        Ok(Status::Partial) | Err(_) => return Err(Refusal::Malformed),
    }
    let (target, version) = (request.path.unwrap_or_default(), request.version);
    if !target.is_ascii() {
        return Err(Refusal::Malformed);
    }
    let method = match request.method {
        Some("GET") => Method::Get,
        Some("HEAD") => Method::Head,
        _ => return Err(Refusal::Method),
    };
    let (mut host, mut range, mut if_range) = (None, None, false);
    for header in request.headers.iter() {
        let value = || String::from_utf8_lossy(header.value).into_owned();
        match header.name.to_ascii_lowercase().as_str() {
            // Two of them, and one guard sees the first and another the second.
            "host" if host.is_some() => return Err(Refusal::Malformed),
            "host" => host = Some(value()),
            "range" => range = Some(value()),
            "if-range" => if_range = true,
            _ => {}
        }
    }
    if host.is_none() && version == Some(1) {
        return Err(Refusal::Malformed);
    }
    // No answer has a tag or a date, so none that somebody has kept can be the one meant.
    let range = range.filter(|_| !if_range);
    Ok(Head { method, target: target.to_owned(), host, range })
}

/// How many lines a head has; `None` where one ends in another way than by a carriage return and a
/// line feed, which other readers take for a part of the line.
fn lines(head: &[u8]) -> Option<usize> {
    let mut ends = memchr::memchr_iter(b'\n', head);
    ends.try_fold(0, |lines, at| head[..at].ends_with(b"\r").then_some(lines + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, then stays silent.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let (first, rest) = self.0.split_first().ok_or(io::ErrorKind::WouldBlock)?;
            self.0 = rest;
            to[0] = *first;
            Ok(1)
        }
    }

    fn refusal(text: &str) -> Refusal {
        read(&mut text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_head_is_read_piece_by_piece() {
        let text = "HEAD /a?b=c HTTP/1.1\r\nhOsT:\tlocalhost:80 \r\nRange: bytes=0-\r\nX: \u{e9}\r\n\r\nmore";
        let expected = Head {
            method: Method::Head,
            target: "/a?b=c".to_owned(),
            host: Some("localhost:80".to_owned()),
            range: Some("bytes=0-".to_owned()),
        };
        assert_eq!(read(&mut text.as_bytes()), Ok(expected.clone()));
        assert_eq!(read(&mut Slowly(text.as_bytes())), Ok(expected));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for (text, why) in [
            ("", Refusal::Gone),
            ("GET / HTTP/1.1\r\n", Refusal::Gone),
            ("\u{16}\u{3}\u{1}", Refusal::Malformed),
            ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("GET /\u{7f} HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("GET /\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\0\r\n\r\n", Refusal::Malformed),
            ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("get / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Malformed),
            ("GET / HTTP/1.1\r\nHost\r\n\r\n", Refusal::Malformed),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Refusal::Version),
            ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::Method),
        ] {
            assert_eq!(refusal(text), why, "{text:?}");
        }
        assert_eq!(read(&mut Slowly(b"GET / HTTP/1.1\r\n")), Err(Refusal::Slow));
        assert!(read(&mut b"GET / HTTP/1.0\r\n\r\n".as_slice()).is_ok(), "it had no `Host` then");
    }

    #[test]
    fn a_head_without_an_end_is_not_kept() {
        let long = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(64 * 1024));
        assert_eq!(refusal(&long), Refusal::Long);
        let mut endless = b"GET /".chain(io::repeat(b'x'));
        assert_eq!(read(&mut endless), Err(Refusal::Long));
    }

    #[test]
    fn many_headers_are_only_long() {
        let many = "X:\r\n".repeat(5_000);
        let text = format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n");
        assert_eq!(read(&mut text.as_bytes()).unwrap().host.as_deref(), Some("a"));
    }

    #[test]
    fn a_part_of_something_older_is_the_whole() {
        let text = "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\nIf-Range: \"x\"\r\n\r\n";
        assert_eq!(read(&mut text.as_bytes()).unwrap().range, None);
    }
}
