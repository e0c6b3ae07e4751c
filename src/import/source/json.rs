//! JSON: documents and lines, read value by value.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, Read};

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::bounded::{Bounded, Progress};
use super::{Each, Fault, Header, Input, LONGEST_ROW, Row};

/// Values as rows: each path that occurs is a header.
#[derive(Default)]
pub(super) struct Flat {
    headers: Vec<Header>,
    by_path: BTreeMap<String, usize>,
}

/// So many paths are headers; what stands at others is not looked at.
const MOST_PATHS: usize = 2000;

/// Nor what stands at paths that are longer than this, in bytes.
pub(super) const LONGEST_PATH: usize = 500;

impl Flat {
    /// The cells of a value. Values of a list stand under one header, a line each.
    pub(super) fn cells(&mut self, value: &Value) -> Vec<String> {
        let mut cells = vec![String::new(); self.headers.len()];
        self.add("", value, &mut cells);
        cells
    }

    fn add(&mut self, path: &str, value: &Value, cells: &mut Vec<String>) {
        let text = match value {
            Value::Null => return,
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            Value::Array(list) => return list.iter().for_each(|one| self.add(path, one, cells)),
            Value::Object(map) => {
                for (key, value) in map {
                    if path.len() + key.len() > LONGEST_PATH {
                        continue;
                    }
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.add(&path, value, cells);
                }
                return;
            }
        };
        let Some(at) = self.position(path) else { return };
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        if !cells[at].is_empty() {
            cells[at].push('\n');
        }
        cells[at].push_str(&text);
    }

    fn position(&mut self, path: &str) -> Option<usize> {
        if let Some(at) = self.by_path.get(path) {
            return Some(*at);
        }
        let at = self.headers.len();
        (at < MOST_PATHS).then(|| {
            self.headers.push(Header::new(path));
            self.by_path.insert(path.to_owned(), at);
            at
        })
    }
}

/// Reads JSON lines. A line that is no JSON is a row that has nothing.
pub(super) fn lines(input: &Input, each: &mut Each<'_>) -> Result<(), Fault> {
    let mut flat = Flat::default();
    let mut text = input.text()?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let most = LONGEST_ROW as u64 + 1;
        let read = text.by_ref().take(most).read_until(b'\n', &mut line);
        let read = crate::fsx::context("read", input.disk(), read)?;
        if read > LONGEST_ROW {
            return Err(input.broken(number, "this line is longer than 16 MB").into());
        }
        if read == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_slice(&line).map_err(|error| {
            input.broken(number, format!("this line is no JSON: {}", said(&error)))
        })?;
        let cells = flat.cells(&value);
        each(Row { line: number, headers: &flat.headers, cells, beyond: 0, value: Some(&value) })?;
    }
    Ok(())
}

/// Reads the values of the first of some lists that is there; of the empty path the document itself.
pub(super) fn rows(input: &Input, lists: &[&[&str]], each: &mut Each<'_>) -> Result<(), Fault> {
    for list in lists {
        let mut flat = Flat::default();
        let found = values(input, list, &mut |value, line| {
            let cells = flat.cells(value);
            each(Row { line, headers: &flat.headers, cells, beyond: 0, value: Some(value) })
        })?;
        if found {
            return Ok(());
        }
    }
    let shown: Vec<String> = lists.iter().map(|list| format!("`{}`", list.join("."))).collect();
    let problem = input.broken(
        1,
        format!("there is no list of reviews at {} in this document", shown.join(" or ")),
    );
    Err(problem.hint("`laurels import auto` finds out what it is").into())
}

/// Reads the values of a list, one at a time; whether it is there. A single value counts as a list of one.
pub(in crate::import) fn values(
    input: &Input,
    list: &[&str],
    each: &mut dyn FnMut(&Value, u64) -> Result<(), Fault>,
) -> Result<bool, Fault> {
    let (reader, progress) = document(input)?;
    let mut json = serde_json::Deserializer::from_reader(reader);
    let (mut found, mut fault) = (false, None);
    let at = At { list, each, progress: &progress, found: &mut found, fault: &mut fault };
    let read = at.deserialize(&mut json);
    match (fault, read) {
        (Some(fault), _) => Err(fault),
        (None, Err(error)) => Err(broken(input, &progress, &error)),
        (None, Ok(())) if json.end().is_err() => {
            let message = "more stands behind the end of this document";
            let problem = input.broken(progress.line(), message);
            Err(problem.hint("make files of it, one document each; or `laurels import jsonl` for one on each line").into())
        }
        (None, Ok(())) => Ok(found),
    }
}

/// The text of a document, behind what makes it a script.
pub(super) fn document(input: &Input) -> Result<(Bounded<Box<dyn BufRead>>, Progress), Fault> {
    let mut text = input.text()?;
    let start = crate::fsx::context("read", input.disk(), text.fill_buf())?;
    let behind = script_start(&String::from_utf8_lossy(start));
    text.consume(behind);
    Ok(Bounded::new(text))
}

pub(super) fn broken(input: &Input, progress: &Progress, error: &serde_json::Error) -> Fault {
    if progress.is_too_large() {
        return input
            .broken(progress.line(), "a review in this document is larger than 16 MB")
            .into();
    }
    input.broken(progress.line(), format!("this document cannot be read: {}", said(error))).into()
}

/// What the library says, without the place.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or(&said).to_owned()
}

/// Where the value begins in a script such as `window.YTD.tweets.part0 = [ … ]`; 0 where it is none.
pub(super) fn script_start(text: &str) -> usize {
    let trimmed = text.trim_start();
    let is_script = trimmed.starts_with("window.") || trimmed.starts_with("var ");
    let head = text.split('\n').next().unwrap_or_default();
    head.find('=').filter(|_| is_script).map_or(0, |at| at + 1)
}

/// Goes to a list, and through it.
struct At<'a, 'each> {
    list: &'a [&'a str],
    each: &'a mut (dyn FnMut(&Value, u64) -> Result<(), Fault> + 'each),
    progress: &'a Progress,
    found: &'a mut bool,
    fault: &'a mut Option<Fault>,
}

impl At<'_, '_> {
    fn tell<E: Error>(&mut self, value: &Value, line: u64) -> Result<(), E> {
        self.progress.row_ends();
        (self.each)(value, line).map_err(|fault| {
            *self.fault = Some(fault);
            E::custom("stopped")
        })
    }
}

impl<'de> DeserializeSeed<'de> for At<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of reviews")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.list.split_first() else {
            *self.found = true;
            let line = self.progress.line();
            let value = Value::deserialize(MapAccessDeserializer::new(map))?;
            return self.tell(&value, line);
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == *first {
                let Self { each, progress, found, fault, .. } = &mut self;
                map.next_value_seed(At { list: rest, each: &mut **each, progress, found, fault })?;
            } else {
                map.next_value::<IgnoredAny>()?;
                self.progress.row_ends();
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        if !self.list.is_empty() {
            while seq.next_element::<IgnoredAny>()?.is_some() {
                self.progress.row_ends();
            }
            return Ok(());
        }
        *self.found = true;
        loop {
            let placed = seq.next_element_seed(Placed { progress: self.progress })?;
            let Some((value, line)) = placed else { return Ok(()) };
            self.tell(&value, line)?;
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a value, and the line on which it begins.
struct Placed<'a> {
    progress: &'a Progress,
}

impl Placed<'_> {
    fn scalar(&self, value: impl Into<Value>) -> (Value, u64) {
        (value.into(), self.progress.line())
    }
}

impl<'de> DeserializeSeed<'de> for Placed<'_> {
    type Value = (Value, u64);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Placed<'_> {
    type Value = (Value, u64);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a review")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let line = self.progress.line();
        Ok((Value::deserialize(MapAccessDeserializer::new(map))?, line))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        let line = self.progress.line();
        Ok((Value::deserialize(SeqAccessDeserializer::new(seq))?, line))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(self.scalar(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.scalar(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(self.scalar(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(self.scalar(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(self.scalar(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(self.scalar(value))
    }
}
