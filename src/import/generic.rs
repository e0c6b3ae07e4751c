//! Tables and JSON of any platform: columns that the user names, and those that are called as usual.

use super::field::Field;
use super::format::{About, Columns, Draft, Each, Format, Mapping, Standing};
use super::preset::{PUBLISHED, Preset, USUAL};
use super::source::{Fault, Input, Paths, Row, Shape};
use super::value::noise;
use crate::model::origin;

/// A format that belongs to no platform.
pub(super) struct Generic {
    preset: Preset,
    reads: fn(Shape) -> bool,
}

/// Where reviews usually stand in a document.
const LISTS: [&[&str]; 9] = [
    &["response", "reviews"],
    &["data", "reviews"],
    &["reviews"],
    &["testimonials"],
    &["data"],
    &["results"],
    &["items"],
    &["entries"],
    &[],
];

const fn generic(
    name: &'static str,
    platform: &'static str,
    title: &'static str,
    from: &'static str,
    reads: fn(Shape) -> bool,
) -> Generic {
    Generic {
        preset: Preset {
            about: About {
                name,
                title,
                platform,
                from,
                standing: Standing::Established,
                scale: 5.0,
            },
            lists: &LISTS,
            published: PUBLISHED,
            has_questions: true,
            also,
            ..USUAL
        },
        reads,
    }
}

/// Tables as text.
pub(super) const CSV: Generic =
    generic("csv", "csv", "any table", "CSV, TSV, semicolons", |shape| {
        matches!(shape, Shape::Table { .. })
    });
/// Workbooks.
pub(super) const XLSX: Generic =
    generic("xlsx", "csv", "any workbook", "XLSX", |shape| shape == Shape::Sheet);
/// Documents of JSON.
pub(super) const JSON: Generic =
    generic("json", "json", "any JSON", "JSON", |shape| shape == Shape::Json);
/// JSON lines.
pub(super) const LINES: Generic =
    generic("jsonl", "json", "any JSON lines", "JSON lines", |shape| shape == Shape::Lines);

/// What some platforms put around a text is no part of it; stars among that count where no others do.
fn also(_: &Row<'_>, draft: &mut Draft) {
    // A `source` may be anything; what is no platform says nothing of where the words were given.
    let is_known = |word: &str| draft.get(Field::Own).is_some() || origin::is_known(word);
    if draft.get(Field::Platform).is_some_and(|word| !is_known(word)) {
        draft.fields.take(Field::Platform);
    }
    let Some(body) = draft.fields.take(Field::Body) else { return };
    if let Some((stars, _)) = noise::rating_line(&body) {
        draft.fields.or_set(Field::Rating, stars);
    }
    let words = noise::OF_BODIES.iter().fold(body.as_str(), |words, undo| undo(words));
    draft.fields.set(Field::Body, words);
    super::formats::html::where_it_is(draft);
}

impl Format for Generic {
    fn about(&self) -> &About {
        &self.preset.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        let has = |field: Field| {
            field.known().aliases.iter().any(|alias| {
                paths.has(alias)
                    || LISTS.iter().any(|list| paths.has(&format!("{}.{alias}", list.join("."))))
            })
        };
        let has_any = || has(Field::Body) || has(Field::BodyMarkdown) || has(Field::Rating);
        usize::from(paths.shape.is_some_and(self.reads) && has_any())
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        self.preset.read(input, asked, each)
    }
}
