//! XLSX workbooks.
//!
//! The file is an archive: what is packed in it is counted before anything of it is kept, so that a
//! small file cannot unfold into a full memory.

use std::io::{BufReader, Read};

use calamine::{DataRef, Reader, Xlsx};

use super::{Each, Fault, Header, Input, Row};
use crate::diag::Place;
use crate::fsx;

/// So many columns a table may have.
pub(super) const MOST_COLUMNS: usize = 2000;

/// The most that a workbook may unfold to, in bytes.
const LARGEST: u64 = 192 << 20;

/// Reads the rows of a sheet: the one that was asked for, else the first that has any.
pub(super) fn rows(input: &Input, sheet: Option<&str>, each: &mut Each<'_>) -> Result<(), Fault> {
    weigh(input)?;
    let file = BufReader::new(fsx::open(input.disk())?);
    let broken = |said: &dyn std::fmt::Display| -> Fault {
        let problem = input.broken(1, format!("this workbook cannot be read: {said}"));
        problem.at(Place::file(&input.shown)).hint("save it as XLSX again, or as CSV").into()
    };
    let mut book: Xlsx<_> = Xlsx::new(file).map_err(|error| broken(&error))?;
    let names = book.sheet_names();
    let wanted: Vec<String> = match sheet {
        Some(sheet) if names.iter().any(|name| name == sheet) => vec![sheet.to_owned()],
        Some(sheet) => {
            let problem = input.broken(1, format!("this workbook has no sheet `{sheet}`"));
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            return Err(problem
                .at(Place::file(&input.shown))
                .hint(format!("it has {}", names.join(", ")))
                .into());
        }
        None => names,
    };
    for name in wanted {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
        let mut headers: Vec<Header> = Vec::new();
        // Cell by cell: the corners of a sheet may be far apart.
        let (mut number, mut row) = (0, Vec::new());
        loop {
            let cell = cells.next_cell().map_err(|error| broken(&error))?;
            let place = cell.as_ref().map(calamine::Cell::get_position);
            if place.is_none_or(|(line, _)| line != number) {
                row_ends(number, std::mem::take(&mut row), &mut headers, each)?;
            }
            let (Some(cell), Some((line, column))) = (cell, place) else { break };
            number = line;
            let column = column as usize;
            if column >= MOST_COLUMNS {
                return Err(broken(&format!("it has more than {MOST_COLUMNS} columns")));
            }
            row.resize(row.len().max(column + 1), String::new());
            row[column] = text(cell.get_value());
        }
        if !headers.is_empty() {
            return Ok(());
        }
    }
    let problem = input.broken(1, "this workbook is empty").at(Place::file(&input.shown));
    Err(problem.into())
}

/// Takes a row whose cells are all there.
fn row_ends(
    number: u32,
    mut cells: Vec<String>,
    headers: &mut Vec<Header>,
    each: &mut Each<'_>,
) -> Result<(), Fault> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    if headers.is_empty() {
        headers.extend(cells.iter().map(|cell| Header::new(cell.trim())));
        return Ok(());
    }
    let beyond = cells.iter().skip(headers.len()).filter(|cell| !cell.trim().is_empty()).count();
    cells.truncate(headers.len());
    each(Row { line: u64::from(number) + 1, headers, cells, beyond, value: None })
}

/// A cell as a text.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
    }
}

/// Unfolds the archive without keeping anything.
fn weigh(input: &Input) -> Result<(), Fault> {
    let broken = |said: &dyn std::fmt::Display| -> Fault {
        let problem = input.broken(1, format!("this archive cannot be read: {said}"));
        problem.at(Place::file(&input.shown)).into()
    };
    let file = BufReader::new(fsx::open(input.disk())?);
    let mut archive = zip::ZipArchive::new(file).map_err(|error| broken(&error))?;
    let mut left = LARGEST;
    let mut piece = vec![0; 1 << 16];
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| broken(&error))?;
        loop {
            let count = entry.read(&mut piece).map_err(|error| broken(&error))? as u64;
            if count == 0 {
                break;
            }
            left = left.checked_sub(count).ok_or_else(|| {
                let problem = input.broken(1, "what is packed in this file is larger than 192 MB");
                Fault::from(
                    problem
                        .at(Place::file(&input.shown))
                        .hint("save it as CSV, which is read row by row"),
                )
            })?;
        }
    }
    Ok(())
}
