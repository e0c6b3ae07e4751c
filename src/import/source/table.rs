//! Tables as text: CSV, TSV and their relatives.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::bounded::Bounded;
use super::sheet::MOST_COLUMNS;
use super::{Each, Fault, Header, Input, Row};
use crate::diag::Place;

/// What may stand between cells.
pub(super) const DELIMITERS: [u8; 4] = *b",;\t|";

/// So many records are looked at to find out.
const LOOKED_AT: usize = 50;

/// The character between the cells of a table: the one that cuts most records into as many cells as
/// the first one has.
pub(super) fn delimiter(start: &str) -> u8 {
    if let Some(said) = separator(start) {
        return said;
    }
    let score = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(start.as_bytes());
        let counts: Vec<usize> = reader
            .records()
            .take(LOOKED_AT)
            .map_while(Result::ok)
            .map(|record| record.len())
            .collect();
        let cells = counts.first().copied().unwrap_or_default();
        // The last record may have been cut.
        let like_first = counts.iter().filter(|count| **count == cells).count();
        let share = like_first * 100 / counts.len().max(1);
        if cells > 1 { (share >= 50, cells * share) } else { (false, 0) }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.filter(|best| score(*best).1 > 0).unwrap_or(b',')
}

/// Reads the rows of a table; the first record has the headers.
pub(super) fn rows(input: &Input, delimiter: u8, each: &mut Each<'_>) -> Result<(), Fault> {
    let mut headers: Vec<Header> = Vec::new();
    records(input, delimiter, &mut |record, line| {
        if headers.is_empty() {
            headers = headers_of(input, record)?;
            return Ok(());
        }
        let beyond =
            record.iter().skip(headers.len()).filter(|cell| !cell.trim().is_empty()).count();
        let cells = record.iter().take(headers.len()).map(str::to_owned).collect();
        let row = Row { line, headers: &headers, cells, beyond, value: None };
        if row.is_blank() && beyond == 0 { Ok(()) } else { each(row) }
    })
}

/// The headers of a table, also of one without rows.
pub(super) fn headers(input: &Input, delimiter: u8) -> Result<Vec<Header>, Fault> {
    let mut headers = Vec::new();
    let read = records(input, delimiter, &mut |record, line| {
        headers = headers_of(input, record)?;
        Err(input.broken(line, "enough").into())
    });
    if headers.is_empty() { read.map(|()| headers) } else { Ok(headers) }
}

fn headers_of(input: &Input, record: &StringRecord) -> Result<Vec<Header>, Fault> {
    if record.len() > MOST_COLUMNS {
        let message = format!("this table has more than {MOST_COLUMNS} columns");
        return Err(input.broken(1, message).into());
    }
    Ok(record.iter().map(|cell| Header::new(cell.trim())).collect())
}

/// What Excel writes on a line of its own, to say what stands between cells.
fn separator(start: &str) -> Option<u8> {
    let rest = start.strip_prefix("sep=")?.as_bytes();
    rest.first().copied().filter(|sign| sign.is_ascii_punctuation() || *sign == b'\t')
}

/// What is read behind the end of a table: where it does not stand alone, a quote is open.
const END: &str = "\u{1e}";

fn records(
    input: &Input,
    delimiter: u8,
    each: &mut dyn FnMut(&StringRecord, u64) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (bounded, progress) = Bounded::new(input.text()?);
    let end = format!("\n{END}\n");
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bounded.chain(end.as_bytes()));
    let (mut record, mut line, mut is_empty) = (StringRecord::new(), 1, true);
    loop {
        let is_there = reader.read_record(&mut record).map_err(|error| {
            let line = reader.position().line();
            broken(input, line, &error)
        })?;
        let is_end = record.len() == 1 && record.get(0) == Some(END);
        if is_end {
            break;
        }
        // Where lines end in a lone CR, they are counted by records.
        line = record.position().map_or(line, |place| match place.line() {
            1 => place.record() + 1,
            line => line,
        });
        let is_open = record.iter().next_back().is_some_and(|cell| cell.ends_with(&end));
        if !is_there || is_open {
            let problem = input.broken(line, "a quote opens here or below, and never closes");
            return Err(problem.hint("mend it, or export the file again").into());
        }
        progress.row_ends();
        let is_said = is_empty && record.get(0).is_some_and(|cell| cell.starts_with("sep="));
        is_empty = false;
        if !is_said {
            each(&record, line)?;
        }
    }
    if is_empty {
        let problem = input.broken(1, "this file is empty").at(Place::file(&input.shown));
        return Err(problem.into());
    }
    Ok(())
}

fn broken(input: &Input, line: u64, error: &csv::Error) -> Fault {
    input.broken(line, format!("this table cannot be read: {error}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_between_cells_is_found_out() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n3,5;4\n", b';'),
            ("rating\tdate\ttext\n5\t31-Jul-18\tI like it, a lot, really\n", b'\t'),
            ("a|b\n1|\"2|3\"\n", b'|'),
            ("text\none, two\nthree\n", b','),
            ("a,b,c\n\"x;y;z;u\",2,3\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text) as char, expected as char, "{text:?}");
        }
    }
}
