//! Where values of a newer record go: in the place of the old ones, or where the format has them, in the form
//! in which the record is written.

use super::block;
use super::document::Document;
use super::record::{Text, Wanted, value_here};
use super::splice::Splice;
use super::value::Value;
use super::{extent, keys, lines};
use crate::content::front_matter;
use crate::yaml::{self, Node};

/// The changes that give a record what is wanted; `None` where it is not written as expected.
pub(super) fn splices(
    document: &Document<'_>,
    entry: Option<u32>,
    wanted: &[Wanted],
) -> Option<Vec<Splice>> {
    let text = Text::of(document, entry)?;
    let (mut splices, mut missing, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for Wanted { key, value } in wanted {
        match (text.position(key), value_here(document, key, value.as_ref())) {
            (Some(at), Some(value)) if text.is_flow() => splices.push(text.replace(at, &value)),
            (Some(at), Some(value)) => splices.push(replaced(document, &text, at, &value)),
            (Some(at), None) => {
                gone.push(at);
                splices.push(text.remove(at)?);
            }
            (None, Some(value)) => missing.push((*key, value)),
            (None, None) => {}
        }
    }
    missing.sort_by_key(|(key, _)| keys::position(key));
    if (text.is_flow() || text.pairs.is_empty()) && !missing.is_empty() {
        let behind = last_value(&text, &gone);
        splices.push(match behind {
            Some(end) => Splice::new(end..end, format!(", {}", text.in_braces(&missing))),
            None => text.insert(&missing, document)?,
        });
    } else {
        let added = missing.iter().map(|(key, value)| added(document, &text, &gone, key, value));
        splices.extend(added.collect::<Option<Vec<_>>>()?);
    }
    Some(splices.into_iter().map(|splice| splice.shifted(document.base)).collect())
}

/// Where the last value ends that stays in a record in braces.
fn last_value(text: &Text<'_>, gone: &[usize]) -> Option<usize> {
    let stays = |at: &usize| !gone.contains(at) && !extent::is_blank(&text.pairs[*at].1);
    (0..text.pairs.len()).rev().find(stays).map(|at| text.end(at))
}

/// The change of the text below the front matter, if there is one; blank lines around it stay.
pub(super) fn body(document: &Document<'_>, body: &str) -> Option<Splice> {
    let text = document.file.text;
    let place = front_matter::split(text).ok()?.body;
    let end = lines::line_end(text, 0);
    let is_end = |letter| matches!(letter, '\n' | '\r');
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let body = body.trim_matches('\n').replace('\n', end);
    let old = &text[place.clone()];
    let start = place.start + old.len() - old.trim_start_matches(is_end).len();
    let stop = place.start + old.trim_end_matches(is_end).len();
    if start < stop && !body.is_empty() {
        return Some(Splice::new(start..stop, body));
    }
    let fence = if text[..place.start].ends_with(is_end) { "" } else { end };
    let written = if body.is_empty() { String::new() } else { format!("{fence}{end}{body}{end}") };
    Some(Splice::new(place, written))
}

/// A value in the place of an old one, of a record in block form.
fn replaced(document: &Document<'_>, text: &Text<'_>, at: usize, value: &Value) -> Splice {
    let (key, old) = &text.pairs[at];
    let name = key.as_text().unwrap_or_default();
    let yaml = text.yaml;
    let (key, place) = (extent::of(yaml, key), extent::of(yaml, old));
    let mut written = block::value_of(name, value).into_iter();
    let first = written.next().unwrap_or_default();
    let rest: Vec<String> = written.collect();
    let is_scalar = matches!(old.kind, yaml::Kind::Scalar { .. });
    let behind_key = &yaml[key.end..];
    let colon = behind_key.trim_start_matches([' ', '\t']);
    let behind_colon = key.end + (behind_key.len() - colon.len()) + 1;
    // What stands behind the old value, such as a comment, would be swallowed by a block.
    let stop = extent::end_of_pair(yaml, &text.pairs[at]);
    let is_alone = is_blank(&yaml[stop..lines::end(yaml, stop)]);
    let is_bare =
        extent::is_blank(old) || yaml.get(behind_colon..place.start).is_some_and(is_blank);
    let is_one_line = rest.is_empty();
    let is_quoted = is_scalar && yaml[place.start..].starts_with(['"', '\'']);
    if !colon.starts_with(':')
        || !is_bare
        || (is_one_line && is_quoted)
        || !(is_one_line || is_alone)
    {
        return text.replace(at, value);
    }
    let next = next_line(document, text, &text.pairs[at].0);
    let mut lines = if first.is_empty() { first } else { format!(" {first}") };
    for line in rest {
        lines.push_str(if line.is_empty() { next.trim_end_matches(' ') } else { &next });
        lines.push_str(&line);
    }
    Splice::new(behind_colon..stop.max(behind_colon), lines)
}

/// A key that the record does not have yet: behind the one that comes before it in the format, else before
/// the first one.
fn added(
    document: &Document<'_>,
    text: &Text<'_>,
    gone: &[usize],
    key: &str,
    value: &Value,
) -> Option<Splice> {
    let stays = |at: &usize| !gone.contains(at);
    let place = |at: usize| text.pairs[at].0.as_text().and_then(keys::position);
    let own = keys::position(key);
    let before = (0..text.pairs.len()).filter(stays).filter(|at| place(*at) < own);
    let before = before.max_by_key(|at| (place(*at), *at));
    let first = (0..text.pairs.len()).find(stays)?;
    let next = next_line(document, text, &text.pairs[first].0);
    let lines = block::pair(key, value);
    let mut written = String::new();
    for line in &lines {
        written.push_str(if line.is_empty() { next.trim_end_matches(' ') } else { &next });
        written.push_str(line);
    }
    if let Some(before) = before {
        let at = lines::end(text.yaml, text.end(before));
        return Some(Splice::new(at..at, written));
    }
    let at = text.pairs[first].0.range.start;
    let written = written.strip_prefix(&next)?.to_owned() + &next;
    (first == 0).then(|| Splice::new(at..at, written))
}

/// A line end, and the blanks that stand before the keys of a record.
fn next_line(document: &Document<'_>, text: &Text<'_>, key: &Node) -> String {
    let start = lines::start(text.yaml, key.range.start);
    let column = text.yaml[start..key.range.start].chars().count();
    let end = lines::line_end(document.file.text, document.base + key.range.start);
    format!("{end}{}", " ".repeat(column))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
