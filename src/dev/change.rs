//! What a rebuild was about, in one calm line.

use std::time::Duration;

use crate::pipeline::Touched;

/// What changed, what it touched, and how long it took.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The files that are new, different or gone, relative to the site; none in the first attempt.
    pub paths: Vec<String>,
    /// What had to be understood again.
    pub touched: Touched,
    /// Whether this is what the look at every page in the background has found.
    pub checked: bool,
    /// From the end of the quiet time until the new edition could be asked.
    pub time: Duration,
}

impl Change {
    /// What changed: the first files by name, the others by number.
    pub fn what(&self) -> String {
        match self.paths.as_slice() {
            [] => "the site".to_owned(),
            [one] => one.clone(),
            [one, other] => format!("{one}, {other}"),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        }
    }

    /// The line for the terminal.
    pub fn line(&self) -> String {
        format!("{}: {}, {} ms", self.what(), self.touched, self.time.as_millis())
    }
}
