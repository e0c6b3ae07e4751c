//! `laurels schema`, `completions`, `man`: documents on stdout.

use std::process::ExitCode;

use clap::CommandFactory;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{Schema, json_schema, schema_for};
use serde_json::Value;

use super::{Failure, Outcome, Run};
use crate::cli::{Cli, SchemaKind};
use crate::config::raw::Site;
use crate::content::raw::{Answer, Item, Review};
use crate::insights::report::Report;
use crate::theme::Manifest;

/// A JSON Schema for editors.
pub(crate) fn schema(run: &mut Run<'_>, kind: SchemaKind) -> Outcome {
    let schema = schema_of(kind);
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Failure::environment(error.to_string()))?;
    run.reporter.document(&format!("{text}\n"));
    Ok(ExitCode::SUCCESS)
}

/// The JSON Schema of a kind of file.
pub(crate) fn schema_of(kind: SchemaKind) -> Schema {
    let mut schema = match kind {
        SchemaKind::Site => schema_for!(Site),
        SchemaKind::Review => review_schema(),
        SchemaKind::Items => items_schema(),
        SchemaKind::Survey => survey_schema(),
        SchemaKind::Report => return schema_for!(Report),
        SchemaKind::Theme => schema_for!(Manifest),
    };
    blank_lists(&mut schema);
    schema
}

/// A list that is left blank has no entries.
fn blank_lists(schema: &mut Schema) {
    if let Some(keys) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for key in keys.values_mut() {
            if key["type"] == "array" {
                key["type"] = serde_json::json!(["array", "null"]);
            }
        }
    }
    transform_subschemas(&mut blank_lists, schema);
}

/// The front matter of one review, a list of reviews, or a list with defaults.
fn review_schema() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let review = generator.subschema_for::<Review>();
    let definitions = generator.take_definitions(true);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Review",
        "anyOf": [
            review,
            { "type": "array", "items": review },
            {
                "type": "object",
                "properties": {
                    "defaults": { "anyOf": [review, { "type": "null" }] },
                    "reviews": { "type": ["array", "null"], "items": review }
                },
                "required": ["reviews"],
                "additionalProperties": false
            },
            { "type": "null" }
        ],
        "$defs": definitions
    })
}

/// A list of answers, or a list with how many were asked.
fn survey_schema() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let answer = generator.subschema_for::<Answer>();
    let definitions = generator.take_definitions(true);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Survey",
        "anyOf": [
            { "type": "array", "items": answer },
            {
                "type": "object",
                "properties": {
                    "invited": { "type": ["integer", "null"], "minimum": 0 },
                    "answers": { "type": ["array", "null"], "items": answer }
                },
                "required": ["answers"],
                "additionalProperties": false
            },
            { "type": "null" }
        ],
        "$defs": definitions
    })
}

/// A list of items; a file without any is one too.
fn items_schema() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let item = generator.subschema_for::<Item>();
    let definitions = generator.take_definitions(true);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Items",
        "type": ["array", "null"],
        "items": item,
        "$defs": definitions
    })
}

/// A completion script.
pub(crate) fn completions(run: &mut Run<'_>, shell: clap_complete::Shell) -> ExitCode {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "laurels", &mut bytes);
    run.reporter.document(&String::from_utf8_lossy(&bytes));
    ExitCode::SUCCESS
}

/// The manual page.
pub(crate) fn man(run: &mut Run<'_>) -> Outcome {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut bytes)
        .map_err(|error| Failure::environment(error.to_string()))?;
    run.reporter.document(&String::from_utf8_lossy(&bytes));
    Ok(ExitCode::SUCCESS)
}
