//! The head of a request: what is asked for, within limits.

use std::io::{self, Read};

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
            Some(end) if end <= LONGEST => return parse(&bytes[..end]),
            None if bytes.len() <= LONGEST => {}
            _ => return Err(Refusal::Long),
        }
    }
}

/// Whether nothing came, or went, in the time that was given.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Takes a head apart; stricter than it would have to be, since no browser sends anything else.
fn parse(head: &[u8]) -> Result<Head, Refusal> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let first: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, target, version] = first[..] else { return Err(Refusal::Malformed) };
    let is_visible = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_visible(target) || !version.starts_with("HTTP/") {
        return Err(Refusal::Malformed);
    }
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(Refusal::Version);
    }
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => return Err(Refusal::Method),
    };
    let (mut host, mut range, mut if_range) = (None, None, false);
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(Refusal::Malformed)?;
        let value = value.trim_matches([' ', '\t']);
        if name.is_empty() || !is_visible(name) || value.contains(char::is_control) {
            return Err(Refusal::Malformed);
        }
        match name.to_ascii_lowercase().as_str() {
            // Two of them, and one guard sees the first and another the second.
            "host" if host.is_some() => return Err(Refusal::Malformed),
            "host" => host = Some(value.to_owned()),
            "range" => range = Some(value.to_owned()),
            "if-range" => if_range = true,
            _ => {}
        }
    }
    if host.is_none() && version == "HTTP/1.1" {
        return Err(Refusal::Malformed);
    }
    // No answer has a tag or a date, so none that somebody has kept can be the one meant.
    let range = range.filter(|_| !if_range);
    Ok(Head { method, target: target.to_owned(), host, range })
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
    fn a_part_of_something_older_is_the_whole() {
        let text = "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\nIf-Range: \"x\"\r\n\r\n";
        assert_eq!(read(&mut text.as_bytes()).unwrap().range, None);
    }
}
