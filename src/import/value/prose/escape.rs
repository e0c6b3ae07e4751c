//! Keeps the characters of a text from meaning something in Markdown.

/// Adds a paragraph of plain text to `written`, with its line breaks as hard ones.
///
/// `lines` are clean: no white space at their ends, none of them empty.
pub(super) fn paragraph(lines: &[&str], prefix: &str, written: &mut String) {
    let whole = lines.join("\n");
    let live = Live::of(&whole);
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            written.push_str("\\\n");
            written.push_str(prefix);
        }
        line_of(line, &live, written);
    }
}

/// Adds one line that stands between markup; what could mean something together with the markup is
/// escaped, too.
pub(super) fn within(text: &str, at_start: bool, written: &mut String) {
    let live = Live { goes_on: true, pairs: [true; 4] };
    if at_start {
        line_of(text, &live, written);
    } else {
        inline(text, 0, &live, written);
    }
}

/// The characters that could be a pair somewhere in a paragraph.
struct Live {
    /// Whether something may stand directly before the text.
    goes_on: bool,
    /// For each of [`PAIRS`], whether there may be a pair.
    pairs: [bool; 4],
}

/// The characters that mean something in pairs.
const PAIRS: [char; 4] = ['*', '_', '~', '`'];

impl Live {
    fn of(text: &str) -> Self {
        let is_pair = |mark| match mark {
            '`' => runs(text, mark).nth(1).is_some(),
            _ => has_pair(text, mark),
        };
        Self { goes_on: false, pairs: PAIRS.map(is_pair) }
    }

    fn has(&self, mark: char) -> bool {
        PAIRS.iter().zip(self.pairs).any(|(known, is_live)| *known == mark && is_live)
    }
}

/// Whether a run of `mark` could open emphasis, and a later one close it. More than
/// [CommonMark](https://spec.commonmark.org/0.31.2/#delimiter-run) allows may do so here.
fn has_pair(text: &str, mark: char) -> bool {
    let mut is_open = false;
    runs(text, mark).any(|(start, end)| {
        let (opens, closes) = sides(text, start, end, mark);
        let is_pair = is_open && closes;
        is_open |= opens;
        is_pair
    })
}

/// Whether a run could open, and could close emphasis. The end of a line is followed by the `\` of a
/// hard break, beside which a mark can open it.
fn sides(text: &str, start: usize, end: usize, mark: char) -> (bool, bool) {
    let before = text[..start].chars().next_back().filter(|c| !c.is_whitespace());
    let after = text[end..].chars().next().filter(|c| *c == '\n' || !c.is_whitespace());
    let is_inside = mark == '_'
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphanumeric);
    (after.is_some() && !is_inside, before.is_some() && !is_inside)
}

/// Finds the runs of `mark`.
fn runs(text: &str, mark: char) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(mark)?;
        let rest = &text[start..];
        at = start + rest.find(|other| other != mark).unwrap_or(rest.len());
        Some((start, at))
    })
}

fn line_of(line: &str, live: &Live, written: &mut String) {
    let marks = |mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    let is_rule = |mark: u8| {
        marks(mark) >= 3 && line.bytes().all(|byte| byte == mark || matches!(byte, b' ' | b'\t'))
    };
    if is_rule(b'*') || is_rule(b'_') {
        for character in line.chars() {
            if matches!(character, '*' | '_') {
                written.push('\\');
            }
            written.push(character);
        }
        return;
    }
    let start = starter(line);
    if let Some(at) = start {
        written.push_str(&line[..at]);
        written.push('\\');
        written.push(char::from(line.as_bytes()[at]));
    }
    inline(line, start.map_or(0, |at| at + 1), live, written);
}

/// Finds the character at the start of a line that makes a heading, a list, a quote, a rule or a
/// block of code of it.
fn starter(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let ends = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    let same = |mark: u8| bytes.iter().take_while(|byte| **byte == mark).count();
    let is_mark = match bytes.first()? {
        b'>' => true,
        b'#' => same(b'#') <= 6 && ends(same(b'#')),
        b'-' => ends(1) || line.trim_end_matches(['-', ' ', '\t']).is_empty(),
        b'+' | b'*' => ends(1),
        b'=' => line.trim_end_matches('=').is_empty(),
        _ => false,
    };
    if is_mark {
        return Some(0);
    }
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_item = (1..=9).contains(&digits)
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && ends(digits + 1);
    is_item.then_some(digits)
}

/// Adds the characters of `line` from `from` on.
fn inline(line: &str, from: usize, live: &Live, written: &mut String) {
    let mut word_has_address = None;
    let mut at = from;
    while let Some(character) = line[at..].chars().next() {
        let next = at + character.len_utf8();
        match character {
            '*' | '_' | '~' | '`' => {
                let end =
                    line[at..].find(|other| other != character).map_or(line.len(), |n| at + n);
                run(line, (at, end), character, live, written);
                at = end;
                continue;
            }
            '<' => {
                let known = word_has_address.filter(|(end, _)| at < *end);
                let (_, is_address) =
                    *word_has_address.insert(known.unwrap_or_else(|| word(line, at)));
                if is_address || is_tag(&line[next..]) {
                    written.push('\\');
                }
            }
            '\\' if line[next..].starts_with(|c: char| c.is_ascii_punctuation())
                || next == line.len() =>
            {
                written.push('\\');
            }
            ']' if line[next..].starts_with(['(', ':', '[']) => written.push('\\'),
            '&' if is_entity(&line[next..]) => written.push('\\'),
            _ => {}
        }
        written.push(character);
        at = next;
    }
}

/// Adds a run of characters that come in pairs.
fn run(line: &str, (start, end): (usize, usize), mark: char, live: &Live, written: &mut String) {
    let (opens, closes) = sides(line, start, end, mark);
    let opens = opens || end == line.len();
    let closes = closes || (start == 0 && live.goes_on);
    let is_fence = matches!(mark, '`' | '~') && end - start >= 3;
    let escaped = is_fence || (live.has(mark) && (mark == '`' || opens || closes));
    for _ in start..end {
        if escaped {
            written.push('\\');
        }
        written.push(mark);
    }
}

/// Returns where the word ends that goes on at `at`, and whether an address in `<>` may be in it.
fn word(line: &str, at: usize) -> (usize, bool) {
    let end = line[at..].find(char::is_whitespace).map_or(line.len(), |length| at + length);
    let word = &line[at..end];
    (end, word.contains('>') && word.contains(['@', ':']))
}

fn is_tag(rest: &str) -> bool {
    rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
}

/// Whether an entity such as `amp;` or `#38;` follows.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}
