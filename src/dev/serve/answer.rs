//! What is sent back: a status, a few headers, bytes or a part of a file.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::head::{Head, Method, Refusal};
use super::range::{Part, part};

/// What is escaped of a path in a header: everything but the plainest letters.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is escaped of a query, which has escapes of its own: what no header may hold.
const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'#');

/// An answer to a request.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    /// Headers that only this answer has.
    more: Vec<(&'static str, String)>,
    content: Content,
}

/// What an answer holds.
#[derive(Debug)]
pub(super) enum Content {
    /// Bytes that were made for this answer.
    Made(Vec<u8>),
    /// A part of bytes that many answers share.
    Shared(Arc<[u8]>, Range<usize>),
    /// A part of a file on the disk.
    File(File, Range<u64>),
}

impl Answer {
    /// Makes an answer of bytes.
    pub(super) fn new(status: u16, kind: &'static str, bytes: Vec<u8>) -> Self {
        Self { status, kind, more: Vec::new(), content: Content::Made(bytes) }
    }

    /// Makes an answer that says something in a line.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
    }

    /// Makes an answer of bytes that are kept elsewhere, or of the part of them that is asked for.
    pub(super) fn shared(bytes: Arc<[u8]>, kind: &'static str, head: &Head) -> Self {
        let size = bytes.len();
        let index = |at: u64| usize::try_from(at).unwrap_or(size).min(size);
        let content =
            |range: Range<u64>| Content::Shared(bytes, index(range.start)..index(range.end));
        Self::of_part(size as u64, kind, head, content)
    }

    /// Makes an answer of a file, or of the part of it that is asked for.
    pub(super) fn file(file: File, size: u64, kind: &'static str, head: &Head) -> Self {
        Self::of_part(size, kind, head, |range| Content::File(file, range))
    }

    fn of_part(
        size: u64,
        kind: &'static str,
        head: &Head,
        content: impl FnOnce(Range<u64>) -> Content,
    ) -> Self {
        let (status, range, told) = match part(head.range.as_deref(), size) {
            Part::Whole => (200, 0..size, None),
            Part::Bytes(range) => {
                let told = format!("bytes {}-{}/{size}", range.start, range.end - 1);
                (206, range, Some(told))
            }
            Part::Beyond => {
                let answer = Self::text(416, "the file has no such part");
                return answer.with("Content-Range", format!("bytes */{size}"));
            }
        };
        let answer = Self { status, kind, more: Vec::new(), content: content(range) };
        let answer = answer.with("Accept-Ranges", "bytes");
        told.into_iter().fold(answer, |answer, told| answer.with("Content-Range", told))
    }

    /// Sends a browser to another path on this server, with the query that it asked with.
    pub(super) fn elsewhere(path: &str, query: Option<&str>) -> Self {
        let path = utf8_percent_encode(path, ESCAPED);
        let query = query.map(|query| utf8_percent_encode(query, UNSAFE));
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        Self::text(307, "it is elsewhere").with("Location", format!("{path}{query}"))
    }

    /// Answers what cannot be answered; `None` where nobody is left to read it.
    pub(super) fn refusal(why: Refusal) -> Option<Self> {
        Some(match why {
            Refusal::Gone => return None,
            Refusal::Slow => Self::text(408, "the request took too long to arrive"),
            Refusal::Long => Self::text(431, "the head of the request is too long"),
            Refusal::Malformed => {
                Self::text(400, "that is no HTTP request (and no `https:` is spoken here)")
            }
            Refusal::Method => {
                Self::text(405, "files can be read here, with GET and HEAD; nothing else")
                    .with("Allow", "GET, HEAD")
            }
            Refusal::Version => Self::text(505, "HTTP/1.1 and HTTP/1.0 are spoken here"),
        })
    }

    /// Adds a header.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// Sends it.
    ///
    /// Each answer says how long it is and that it is the last on its connection: so a browser never
    /// waits for a connection that something else keeps busy.
    pub(super) fn send(self, method: Method, to: &mut impl Write) -> io::Result<()> {
        let length = match &self.content {
            Content::Made(bytes) => bytes.len() as u64,
            Content::Shared(_, range) => range.len() as u64,
            Content::File(_, range) => range.end - range.start,
        };
        // Writing to a string cannot fail.
        let mut head = head(self.status, self.kind);
        let _ = write!(head, "Content-Length: {length}\r\n");
        for (name, value) in &self.more {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes())?;
        if method == Method::Get {
            match self.content {
                Content::Made(bytes) => to.write_all(&bytes)?,
                Content::Shared(bytes, range) => to.write_all(&bytes[range])?,
                Content::File(mut file, range) => {
                    file.seek(SeekFrom::Start(range.start))?;
                    io::copy(&mut file.take(range.end - range.start), to)?;
                }
            }
        }
        to.flush()
    }
}

/// The first lines of every answer.
pub(super) fn head(status: u16, kind: &str) -> String {
    let reason = match status {
        200 => "OK",
        206 => "Partial Content",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    };
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n"
    )
}
