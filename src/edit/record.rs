//! Where the keys of a record are to be changed: with quotes, comments and line ends as they are.

use super::document::{Document, pairs};
use super::splice::Splice;
use super::value::Value;
use super::{extent, lines};
use crate::content::inputs::Kind;
use crate::yaml::{self, Node};

/// A key of a record, and the value that it is to have; with none it is to be gone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) key: &'static str,
    pub(super) value: Option<Value>,
}

/// The changes that give a record what is wanted; `None` where it is not written as expected.
pub(super) fn splices(
    document: &Document<'_>,
    entry: Option<u32>,
    wanted: &[Wanted],
) -> Option<Vec<Splice>> {
    let text = Text::of(document, entry)?;
    let (mut splices, mut missing) = (Vec::new(), Vec::new());
    for Wanted { key, value } in wanted {
        let own = text.position(key);
        match (own, value_here(document, key, value.as_ref())) {
            (Some(at), Some(value)) => splices.push(text.replace(at, &value)),
            (Some(at), None) => splices.push(text.remove(at)?),
            (None, Some(value)) => missing.push((*key, value)),
            (None, None) => {}
        }
    }
    if !missing.is_empty() {
        splices.push(text.insert(&missing, document)?);
    }
    Some(splices.into_iter().map(|splice| splice.shifted(document.base)).collect())
}

/// What a record has to say of a key: nothing, unless the defaults of its file would.
pub(super) fn value_here(
    document: &Document<'_>,
    key: &str,
    value: Option<&Value>,
) -> Option<Value> {
    let by_default = || document.defaults().is_some_and(|defaults| defaults.pair(key).is_some());
    value.cloned().or_else(|| by_default().then(|| Value::blank(key)))
}

/// A record in the text.
pub(super) struct Text<'a> {
    pub(super) yaml: &'a str,
    pub(super) record: &'a Node,
    pub(super) pairs: &'a [(Node, Node)],
}

impl<'a> Text<'a> {
    pub(super) fn of(document: &'a Document<'_>, entry: Option<u32>) -> Option<Self> {
        let record = document.record(entry)?;
        Some(Self { yaml: document.yaml, record, pairs: pairs(record)? })
    }

    pub(super) fn position(&self, key: &str) -> Option<usize> {
        self.pairs.iter().position(|(name, _)| name.as_text() == Some(key))
    }

    /// Whether it stands in braces.
    pub(super) fn is_flow(&self) -> bool {
        self.yaml[extent::of(self.yaml, self.record).start..].starts_with('{')
    }

    /// Puts a value in the place of another one.
    pub(super) fn replace(&self, at: usize, value: &Value) -> Splice {
        let (key, old) = &self.pairs[at];
        let (key, place) = (extent::of(self.yaml, key), extent::of(self.yaml, old));
        let written = value.written_like(&self.yaml[place.clone()]);
        let behind_key = &self.yaml[key.end..];
        let colon = behind_key.trim_start_matches([' ', '\t']);
        let has_colon = colon.starts_with(':');
        let behind_colon = key.end + (behind_key.len() - colon.len()) + 1;
        if extent::is_blank(old) {
            let at = if has_colon { behind_colon } else { key.end };
            let colon = if has_colon { "" } else { ":" };
            return Splice::new(at..at, format!("{colon} {written}"));
        }
        // A block below its key becomes a line, unless a comment stands between the two.
        let is_block = !matches!(old.kind, yaml::Kind::Scalar { .. });
        let is_bare = || self.yaml.get(behind_colon..place.start).is_some_and(is_blank);
        if is_block && has_colon && is_bare() {
            return Splice::new(behind_colon..place.end, format!(" {written}"));
        }
        Splice::new(place, written)
    }

    /// Takes a key out, with the line that it stands on.
    pub(super) fn remove(&self, at: usize) -> Option<Splice> {
        let (start, end) = (self.pairs[at].0.range.start, self.end(at));
        let next = self.pairs.get(at + 1).map(|(key, _)| key.range.start);
        if self.is_flow() {
            return Some(match (next, at.checked_sub(1)) {
                (Some(next), _) => Splice::new(start..next, ""),
                (None, Some(before)) => {
                    let before = self.end(before);
                    let comma = before + self.yaml.get(before..start)?.rfind(',')?;
                    Splice::new(comma..end, "")
                }
                (None, None) => Splice::new(start..end, ""),
            });
        }
        let (line, line_end) = (lines::start(self.yaml, start), lines::end(self.yaml, end));
        if is_blank(&self.yaml[line..start]) {
            return Some(Splice::new(line..lines::next(self.yaml, line_end), ""));
        }
        // It stands behind the hyphen of its entry.
        let is_next_bare = |next: &usize| self.yaml.get(end..*next).is_some_and(is_blank);
        let until = next.filter(is_next_bare).unwrap_or(line_end);
        Some(Splice::new(start..until, ""))
    }

    /// Adds keys: behind the first one if that is one line, else before it.
    pub(super) fn insert(
        &self,
        missing: &[(&str, Value)],
        document: &Document<'_>,
    ) -> Option<Splice> {
        if self.is_flow() {
            return Some(self.insert_in_braces(missing));
        }
        let added: Vec<String> = missing.iter().map(line).collect();
        let Some((first, _)) = self.pairs.first() else {
            let is_file = document.file.kind == Kind::Testimonial;
            let end = lines::line_end(document.file.text, 0);
            let at = self.yaml.len();
            return is_file.then(|| Splice::new(at..at, added.join(end) + end));
        };
        let line_start = lines::start(self.yaml, first.range.start);
        let before = &self.yaml[line_start..first.range.start];
        let column = before.len() - before.trim_start_matches([' ', '\t', '-']).len();
        let indent: String =
            before[..column].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let end = lines::line_end(document.file.text, document.base + first.range.start);
        let next_line = format!("{end}{indent}");
        let added = added.join(&next_line);
        if self.is_one_line_scalar() {
            let at = lines::end(self.yaml, self.end(0));
            return Some(Splice::new(at..at, next_line + &added));
        }
        let at = line_start + column;
        Some(Splice::new(at..at, added + &next_line))
    }

    fn insert_in_braces(&self, missing: &[(&str, Value)]) -> Splice {
        let written = self.in_braces(missing);
        let Some((first, value)) = self.pairs.first() else {
            let at = extent::of(self.yaml, self.record).start + 1;
            return Splice::new(at..at, written);
        };
        if matches!(value.kind, yaml::Kind::Scalar { .. }) && !extent::is_blank(value) {
            let at = self.end(0);
            return Splice::new(at..at, format!(", {written}"));
        }
        let at = first.range.start;
        Splice::new(at..at, format!("{written}, "))
    }

    /// Pairs as they stand between braces, with quotes around the keys where the others have some.
    pub(super) fn in_braces(&self, pairs: &[(&str, Value)]) -> String {
        let pair = |(key, value): &(&str, Value)| match self.pairs.first() {
            Some((first, _)) if self.yaml[first.range.start..].starts_with('"') => {
                format!("\"{key}\": {}", value.written_like("\""))
            }
            _ => format!("{key}: {}", value.written()),
        };
        pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
    }

    fn is_one_line_scalar(&self) -> bool {
        let Some((key, value)) = self.pairs.first() else { return false };
        let is_scalar = matches!(value.kind, yaml::Kind::Scalar { .. });
        is_scalar && !self.yaml[key.range.start..self.end(0)].contains(['\n', '\r'])
    }

    pub(super) fn end(&self, at: usize) -> usize {
        extent::end_of_pair(self.yaml, &self.pairs[at])
    }
}

fn line((key, value): &(&str, Value)) -> String {
    format!("{key}: {}", value.written())
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
