//! Lines of a text as byte offsets. A line ends with LF, CRLF or a lone CR.

/// Where the line begins that an offset lies in.
pub(super) fn start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Where the line ends that an offset lies in, before its line end.
pub(super) fn end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length)
}

/// Where the next line begins, behind the line end at an offset.
pub(super) fn next(text: &str, end: usize) -> usize {
    end + line_end_at(&text[end..]).len()
}

/// How the lines of a text end: as the one does that an offset lies in, else as the first one does.
pub(super) fn line_end(text: &str, at: usize) -> &str {
    let own = line_end_at(&text[end(text, at)..]);
    let known = if own.is_empty() { line_end_at(&text[end(text, 0)..]) } else { own };
    if known.is_empty() { "\n" } else { known }
}

fn line_end_at(text: &str) -> &str {
    let known = ["\r\n", "\n", "\r"].into_iter().find(|end| text.starts_with(end));
    known.map_or("", |end| &text[..end.len()])
}
