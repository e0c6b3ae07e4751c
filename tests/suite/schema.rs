//! The schemas that editors use agree with the program: they accept what it accepts, and refuse
//! what is wrong in shape.

use std::fs;
use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use laurels::content::front_matter;
use laurels::diag::text::BOM;
use serde_json::Value;

use super::invalid::fixture::{self, Case, Kind};

/// Codes of faults in shape: a schema sees every one of them.
const SHAPE: [&str; 9] = [
    "unknown-key",
    "unknown-word",
    "wrong-type",
    "reviews-missing",
    "answers-missing",
    "rating-out-of-range",
    "rating-not-half",
    "recommend-out-of-range",
    "out-of-range",
];

/// Fixtures with such a fault that a schema cannot see, and why.
const UNSEEN: [(&str, &str); 5] = [
    ("invalid/reviews/a-review-alone.yaml", "it would be right as front matter"),
    ("invalid/testimonials/keys/front-matter-is-a-list.md", "it would be right as a list file"),
    ("invalid/testimonials/rating/above-its-scale.md", "a schema does not compare two numbers"),
    ("invalid/testimonials/rating/infinite.md", "JSON has no such number"),
    ("invalid/testimonials/rating/nan.md", "JSON has no such number"),
];

struct Judge {
    schemas: Schemas,
    compiler: Compiler,
}

impl Judge {
    fn new() -> Self {
        let mut compiler = Compiler::new();
        for kind in KINDS {
            compiler.add_resource(kind, schema(kind)).unwrap();
        }
        Self { schemas: Schemas::new(), compiler }
    }

    /// What the schema of a kind says against a value; `None` if nothing.
    fn against(&mut self, kind: &str, value: &Value) -> Option<String> {
        let schema = self.compiler.compile(kind, &mut self.schemas).unwrap();
        self.schemas.validate(value, schema).err().map(|error| format!("{error:#}"))
    }
}

const KINDS: [&str; 5] = ["site", "review", "items", "survey", "theme"];

/// What the program prints.
fn schema(kind: &str) -> Value {
    let program = env!("CARGO_BIN_EXE_laurels");
    let output = Command::new(program).args(["schema", kind]).env_clear().output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The schema for a file, by where it lies in a site.
fn schema_for(path: &str) -> Option<&'static str> {
    if path == "site.yaml" {
        Some("site")
    } else if path.starts_with("content/items.") {
        Some("items")
    } else if path.starts_with("content/survey/") {
        Some("survey")
    } else if path.starts_with("content/testimonials/") || path.starts_with("content/reviews/") {
        Some("review")
    } else {
        path.ends_with("/theme.yaml").then_some("theme")
    }
}

/// The YAML of a file as JSON; `None` where it cannot be read as YAML.
fn json(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let markdown = path.extension().is_some_and(|end| end == "md" || end == "markdown");
    let yaml = if markdown {
        &text[front_matter::split(&text).ok()?.yaml]
    } else {
        text.trim_start_matches(BOM)
    };
    serde_yaml::from_str(yaml).ok()
}

#[test]
fn schemas_are_valid_by_their_own_standard() {
    let draft = "https://json-schema.org/draft/2020-12/schema";
    let mut judge = Judge::new();
    for kind in KINDS {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], draft, "{kind}");
        assert_eq!(judge.against(draft, &schema), None, "{kind}");
        assert!(judge.against(kind, &Value::Bool(true)).is_some(), "{kind} refuses nothing");
    }
}

#[test]
fn schemas_accept_every_valid_fixture() {
    let mut judge = Judge::new();
    let mut refused = Vec::new();
    for Case { name, path, kind, .. } in fixture::cases("valid") {
        let Kind::File(target) = kind else { continue };
        let Some(schema) = schema_for(&target) else { continue };
        let value = json(&path).unwrap_or_else(|| panic!("{name} is not YAML"));
        refused.extend(judge.against(schema, &value).map(|why| format!("{name}: {why}")));
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn schemas_accept_the_sites_of_this_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut judge = Judge::new();
    let mut refused = Vec::new();
    let mut seen = 0;
    for place in ["site.yaml", "content", "themes", "tests/sites/minimal", "tests/sites/small"] {
        for file in walkdir::WalkDir::new(root.join(place)).sort_by_file_name() {
            let Ok(file) = file else { continue };
            let path = file.path().strip_prefix(root).unwrap().to_str().unwrap();
            let inside = path.replace('\\', "/");
            let inside = match inside.strip_prefix("tests/sites/") {
                Some(site) => site.split_once('/').map_or(site, |(_, file)| file),
                None => &inside,
            };
            let hidden = inside.split('/').any(|name| name.starts_with('_'));
            let Some(schema) = schema_for(inside).filter(|_| file.file_type().is_file() && !hidden)
            else {
                continue;
            };
            seen += 1;
            let value = json(file.path()).unwrap_or_else(|| panic!("{path} is not YAML"));
            refused.extend(judge.against(schema, &value).map(|why| format!("{path}: {why}")));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(seen > 20, "only {seen} files were found");
}

#[test]
fn schemas_refuse_every_fault_of_shape() {
    let mut judge = Judge::new();
    let mut accepted = Vec::new();
    for case in fixture::cases("invalid") {
        let Kind::File(target) = &case.kind else { continue };
        let Some(schema) = schema_for(target) else { continue };
        let codes: Vec<String> =
            case.expectations().iter().map(|one| one.code().to_owned()).collect();
        let shape = codes.iter().any(|code| SHAPE.contains(&code.as_str()));
        let Some(value) = json(&case.path).filter(|_| shape) else { continue };
        if judge.against(schema, &value).is_none() {
            accepted.push(case.name);
        }
    }
    let unseen: Vec<&str> = UNSEEN.iter().map(|(name, _)| *name).collect();
    assert_eq!(accepted, unseen, "left: accepted by the schemas; right: UNSEEN");
}
