//! Values as they are written below a key, on as many lines as they read best on.
//!
//! What is short stays on one line. A text of many lines, or of one that is long, is a literal block where
//! that holds it exactly, else it stands in double quotes: nothing reads differently from what it was.

use super::value::{self, Value};

/// Longer than this is too long for one line.
const LONG: usize = 70;

/// Groups that have a line for each of their keys, also where they would fit on one: they grow.
const ON_LINES: [&str; 4] = ["author", "source", "reply", "follow_up"];

/// A key with its value, as lines without line ends.
///
/// The first one stands at the column of the key, and the others have what they are indented by relative to
/// it.
pub(super) fn pair(key: &str, value: &Value) -> Vec<String> {
    let name = value::name(key);
    let colon = if name.starts_with('?') { "\n:" } else { ":" };
    let mut lines = value_of(key, value).into_iter();
    let first = lines.next().unwrap_or_default();
    let blank = if first.is_empty() { "" } else { " " };
    let head = format!("{name}{colon}{blank}{first}");
    head.split('\n').map(str::to_owned).chain(lines).collect()
}

/// A value behind its key, as [`pair`] has it; the first line is empty where nothing stands behind the key.
pub(super) fn value_of(key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => behind(scalar(text)),
        Value::Map(of) if !fits(key, value) => below(pairs(of)),
        Value::List(values) if !fits(key, value) => below(list(values)),
        _ => vec![value.written()],
    }
}

/// Keys and values, each on lines of its own.
pub(super) fn pairs<K: AsRef<str>>(pairs: &[(K, Value)]) -> Vec<String> {
    pairs.iter().flat_map(|(key, value)| pair(key.as_ref(), value)).collect()
}

fn fits(key: &str, value: &Value) -> bool {
    let is_group = |value: &Value| matches!(value, Value::Map(_));
    match value {
        Value::Map(pairs) if pairs.len() > 1 && ON_LINES.contains(&key) => false,
        Value::List(values) if values.iter().any(is_group) => false,
        Value::List(values) if values.is_empty() => true,
        Value::Map(pairs) if pairs.is_empty() => true,
        _ => value.written().len() <= LONG,
    }
}

fn list(values: &[Value]) -> Vec<String> {
    values.iter().flat_map(item).collect()
}

/// An entry of a list, behind its hyphen.
fn item(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => hanging(scalar(text)),
        Value::Map(of) if !fits("", value) => hanging(pairs(of)),
        Value::List(of) if !fits("", value) => hanging(list(of)),
        _ => hanging(vec![value.written()]),
    }
}

/// A record as an entry of a list, with a hyphen before it.
pub(super) fn entry<K: AsRef<str>>(of: &[(K, Value)]) -> Vec<String> {
    if of.is_empty() { vec!["- {}".to_owned()] } else { hanging(pairs(of)) }
}

/// Lines as one entry of a list: behind a hyphen, and as far to the right below it.
fn hanging(lines: Vec<String>) -> Vec<String> {
    let mut lines = lines.into_iter();
    let first = lines.next().map(|first| format!("- {first}"));
    first.into_iter().chain(lines.map(indented)).collect()
}

/// Lines of which the first one stands behind a key, and the others further to the right below it.
fn behind(lines: Vec<String>) -> Vec<String> {
    let mut lines = lines.into_iter();
    lines.next().into_iter().chain(lines.map(indented)).collect()
}

/// Lines below a key, further to the right.
fn below(lines: Vec<String>) -> Vec<String> {
    std::iter::once(String::new()).chain(lines.into_iter().map(indented)).collect()
}

fn indented(line: String) -> String {
    if line.is_empty() { line } else { format!("  {line}") }
}

/// A text: as it is or in quotes, or the head of a literal block and its lines.
fn scalar(text: &str) -> Vec<String> {
    if is_plain(text) && !is_long(text) {
        return vec![text.to_owned()];
    }
    match literal(text).filter(|_| is_long(text)) {
        Some(lines) => lines,
        None if is_plain(text) => vec![text.to_owned()],
        None => vec![value::double_quoted(text)],
    }
}

/// Whether a text is better read as a block; one without a blank, such as an address, is not.
fn is_long(text: &str) -> bool {
    text.contains('\n') || (text.chars().nth(LONG).is_some() && text.contains(' '))
}

/// A text as a literal block, if that holds it exactly and no editor would change it by chance.
fn literal(text: &str) -> Option<Vec<String>> {
    let (content, chomping) = match text.strip_suffix('\n') {
        Some(content) => (content, ""),
        None => (text, "-"),
    };
    let is_exact = |line: &str| {
        !line.starts_with('\t')
            && !line.ends_with(char::is_whitespace)
            && !line.chars().any(|letter| letter != '\t' && value::is_escaped(letter))
    };
    let holds =
        !content.is_empty() && !content.ends_with('\n') && content.split('\n').all(is_exact);
    // How far the block is indented shows in its first line, unless that begins with blanks.
    let indentation = if content.starts_with([' ', '\n']) { "2" } else { "" };
    let head = format!("|{indentation}{chomping}");
    let lines = content.split('\n').map(str::to_owned);
    holds.then(|| std::iter::once(head).chain(lines).collect())
}

/// Whether a text means itself behind a key, without quotes.
fn is_plain(text: &str) -> bool {
    let starts = |letter: char| letter.is_alphanumeric() || !letter.is_ascii() || letter == '(';
    text.starts_with(|letter| starts(letter) && !letter.is_whitespace())
        && !text.ends_with(|letter: char| letter.is_whitespace() || letter == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(value::is_escaped)
        && value::is_no_other(text)
}
