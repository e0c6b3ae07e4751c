//! Files as they come from outside: which shape they have, and their rows.
//!
//! Whatever its shape, a file is a sequence of [`Row`]s: cells under headers. In JSON the header of a
//! value is its path (`reviewer.displayName`), in a spreadsheet and a CSV file the cell of the first row.
//! Rows are read one at a time, so that memory does not grow with the file, and each is bounded in size.

mod bounded;
pub mod json;
mod probe;
mod sheet;
mod table;
pub mod xml;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub use self::probe::Paths;

use super::decode::{self, Encoded, Unreadable};
use super::field::folded;
use crate::diag::{Diagnostic, Place, Position, Span};
use crate::fsx;

/// The most that one row may hold, in bytes.
pub const LONGEST_ROW: usize = 16 << 20;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lines of cells, with this character between them.
    Table {
        /// `,`, `;`, TAB or `|`.
        delimiter: u8,
    },
    /// A JSON document.
    Json,
    /// A JSON value on each line.
    Lines,
    /// XML, feeds among it.
    Xml,
    /// An XLSX workbook.
    Sheet,
}

impl Shape {
    /// As people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table { delimiter: b'\t' } => "a table with tabs",
            Self::Table { delimiter: b';' } => "a table with semicolons",
            Self::Table { delimiter: b'|' } => "a table with `|`",
            Self::Table { .. } => "a table with commas",
            Self::Json => "JSON",
            Self::Lines => "JSON lines",
            Self::Xml => "XML",
            Self::Sheet => "a workbook",
        }
    }
}

/// What was asked of the reading.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The encoding, by its label in the Encoding Standard.
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether each line is a value of JSON, however it looks.
    pub is_lines: bool,
}

/// A file that can be read, as often as is needed.
#[derive(Clone, Debug)]
pub struct Input {
    /// As it was given.
    pub shown: String,
    disk: PathBuf,
    /// How it is written.
    pub shape: Shape,
    /// Of a text; none of a workbook.
    encoded: Option<Encoded>,
    sheet: Option<String>,
}

/// The header of a column, or the path of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// As it is written.
    pub name: String,
    /// Without what makes no difference.
    pub folded: String,
}

impl Header {
    /// Takes a header.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { folded: folded(&name), name }
    }
}

/// Cells under headers.
#[derive(Debug)]
pub struct Row<'a> {
    /// The line on which it starts; in a workbook the number of the row.
    pub line: u64,
    /// The headers of all rows so far; a document of JSON may have more further on.
    pub headers: &'a [Header],
    /// The cells, in the order of the headers; those of the last ones may be missing.
    pub cells: Vec<String>,
    /// Cells beyond the last header: nobody knows what they are.
    pub beyond: usize,
    /// The value in JSON.
    pub value: Option<&'a serde_json::Value>,
}

impl Row<'_> {
    /// The cell under a header; none where it is blank.
    pub fn get(&self, header: &str) -> Option<&str> {
        let header = folded(header);
        let at = self.headers.iter().position(|known| known.folded == header)?;
        self.cells.get(at).map(String::as_str).filter(|cell| !cell.trim().is_empty())
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Why a file cannot be read to its end.
#[derive(Debug)]
pub enum Fault {
    /// Something is wrong with it.
    Content(Box<Diagnostic>),
    /// The system does not let it.
    File(fsx::Error),
}

impl From<fsx::Error> for Fault {
    fn from(error: fsx::Error) -> Self {
        Self::File(error)
    }
}

impl From<Diagnostic> for Fault {
    fn from(problem: Diagnostic) -> Self {
        Self::Content(Box::new(problem))
    }
}

/// What is done with each row; a fault ends the reading.
pub type Each<'a> = dyn FnMut(Row<'_>) -> Result<(), Fault> + 'a;

impl Input {
    /// Looks at a file: its encoding and its shape.
    pub fn open(disk: &Path, shown: &str, asked: &Asked) -> Result<Self, Fault> {
        let mut input = Self {
            shown: shown.to_owned(),
            disk: disk.to_owned(),
            shape: Shape::Sheet,
            encoded: None,
            sheet: asked.sheet.clone(),
        };
        if fsx::metadata(disk)?.is_some_and(|found| !found.is_file()) {
            let problem = Diagnostic::error(
                "import-unreadable",
                "this is no file, and an export is read twice",
            );
            return Err(problem.at(Place::file(shown)).hint("save it as a file first").into());
        }
        let start = fsx::read_start(disk, 4)?;
        if start.starts_with(b"PK\x03\x04") {
            return Ok(input);
        }
        let looked = decode::look(fsx::open(disk)?, asked.encoding.as_deref());
        let looked = fsx::context("read", disk, looked)?;
        input.encoded = Some(looked.map_err(|unreadable| input.unreadable(&unreadable))?);
        let mut start = String::new();
        let text = input.text()?.take(1 << 16);
        fsx::context("read", disk, lossy(text, &mut start))?;
        input.shape = match shape(&start) {
            Some(Shape::Json) if asked.is_lines => Shape::Lines,
            Some(shape) => shape,
            None => {
                let delimiter = asked.delimiter.unwrap_or_else(|| table::delimiter(&start));
                Shape::Table { delimiter }
            }
        };
        Ok(input)
    }

    /// How its text is encoded; a workbook has none.
    pub fn encoded(&self) -> Option<&Encoded> {
        self.encoded.as_ref()
    }

    /// Its text, as UTF-8 without a byte order mark.
    pub fn text(&self) -> Result<Box<dyn BufRead>, Fault> {
        let file = fsx::open(&self.disk)?;
        Ok(match &self.encoded {
            Some(encoded) => {
                Box::new(BufReader::with_capacity(1 << 16, decode::reader(encoded, file)))
            }
            None => Box::new(BufReader::with_capacity(1 << 16, file)),
        })
    }

    /// A line of it, for messages.
    pub fn at(&self, line: u64) -> Place {
        let line = u32::try_from(line.max(1)).unwrap_or(u32::MAX);
        let start = Position { line, column: 1 };
        Place { path: self.shown.clone(), span: Some(Span { start, end: start }) }
    }

    /// Reads the rows of a table, a workbook or JSON lines; in a JSON document those of the first
    /// of some lists that is there.
    pub fn rows(&self, lists: &[&[&str]], each: &mut Each<'_>) -> Result<(), Fault> {
        match self.shape {
            Shape::Table { delimiter } => table::rows(self, delimiter, each),
            Shape::Sheet => sheet::rows(self, self.sheet.as_deref(), each),
            Shape::Lines => json::lines(self, each),
            Shape::Json => json::rows(self, lists, each),
            Shape::Xml => {
                let problem = Diagnostic::error("import-shape", "this format is not read from XML");
                Err(problem
                    .at(Place::file(&self.shown))
                    .hint("`laurels import --list` shows what each is read from")
                    .into())
            }
        }
    }

    /// What its values are called: headers of a table, paths in JSON, elements in XML.
    pub fn paths(&self) -> Result<Paths, Fault> {
        let mut paths = probe::paths(self)?;
        paths.shape = Some(self.shape);
        Ok(paths)
    }

    fn disk(&self) -> &Path {
        &self.disk
    }

    fn unreadable(&self, unreadable: &Unreadable) -> Fault {
        let (message, hint) = match unreadable {
            Unreadable::Binary(what) => (
                format!("this is {what}, not a text"),
                "export it as CSV, XLSX, JSON or XML".to_owned(),
            ),
            Unreadable::Unsure(name) => (
                format!("this file is not UTF-8; it may be {name}"),
                format!("if it is, say so: `--encoding {name}`; else save it as UTF-8"),
            ),
            Unreadable::UnknownName { asked, similar } => (
                format!("there is no encoding `{asked}`"),
                similar.map_or_else(
                    || "use a name such as `utf-16le`, `windows-1252` or `shift_jis`".to_owned(),
                    |similar| format!("did you mean `{similar}`?"),
                ),
            ),
        };
        let problem = Diagnostic::error("import-encoding", message);
        problem.at(Place::file(&self.shown)).hint(hint).into()
    }

    /// Something that is wrong with the file.
    fn broken(&self, line: u64, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("import-unreadable", message).at(self.at(line))
    }
}

/// Reads a text whose end may be in the middle of a character.
fn lossy(mut reader: impl Read, text: &mut String) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    text.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

/// The shape of a text by how it begins; `None` for a table.
fn shape(start: &str) -> Option<Shape> {
    let text = start.trim_start();
    match text.chars().next()? {
        '<' => Some(Shape::Xml),
        '{' => Some(if is_lines(text) { Shape::Lines } else { Shape::Json }),
        '[' => Some(Shape::Json),
        _ if json::script_start(text) > 0 => Some(Shape::Json),
        _ => None,
    }
}

/// Whether the first line is a whole value, and the next one begins another. One line alone is a document,
/// as programs write it.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_whole = lines.next().is_some_and(|line| {
        line.ends_with('}') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
    });
    is_whole && lines.next().is_some_and(|line| line.starts_with('{'))
}
