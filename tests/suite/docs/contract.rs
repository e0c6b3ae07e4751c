//! What the program promises, read from its sources and schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::Site;
use crate::support::site::REPOSITORY;

/// A type that templates or other programs see.
pub struct View {
    pub name: String,
    pub docs: String,
    pub fields: Vec<Field>,
}

/// A field of a [`View`].
pub struct Field {
    pub name: String,
    pub kind: String,
    pub docs: String,
}

/// The structs of some files of `src/views/`, read line by line: rustfmt has written them.
pub fn views(files: &[&str]) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    for file in files {
        let path = Path::new(REPOSITORY).join(format!("src/views/{file}.rs"));
        let mut docs: Vec<String> = Vec::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            let inside = line.trim_start();
            if let Some(doc) = inside.strip_prefix("///") {
                docs.push(doc.trim().to_owned());
                continue;
            }
            let told = docs.split(String::is_empty).map(|lines| lines.join(" "));
            let told = told.collect::<Vec<_>>();
            if let Some(rest) = line.strip_prefix("pub struct ") {
                let name = rest.split([' ', '<']).next().unwrap().to_owned();
                views.push(View { name, docs: told.join("\n\n"), fields: Vec::new() });
            } else if let Some((name, kind)) =
                line.strip_prefix("    pub ").and_then(|rest| rest.split_once(": "))
                && !name.contains(' ')
            {
                let (name, kind) = (name.to_owned(), kind.trim_end_matches(',').to_owned());
                let fields = &mut views.last_mut().unwrap().fields;
                fields.push(Field { name, kind, docs: told.join(" ") });
            }
            if !inside.starts_with("#[") {
                docs.clear();
            }
        }
    }
    assert!(views.iter().all(|view| !view.fields.is_empty()));
    views
}

/// The names of the files of a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let names: BTreeSet<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.into_iter().collect()
}

/// A component with the names of what it takes, in brackets what may be left out.
pub fn signature(source: &str) -> String {
    let (_, rest) = source.split_once("{% component ").unwrap();
    let (name, rest) = rest.split_once('(').unwrap();
    let (parameters, _) = rest.split_once(") -%}").or_else(|| rest.split_once(") %}")).unwrap();
    let parameters = parameters.split(", ").filter(|parameter| !parameter.starts_with('@'));
    let parameter = |parameter: &str| {
        let name = parameter.split(':').next().unwrap_or_default();
        if parameter.contains('=') { format!("[{name}]") } else { name.to_owned() }
    };
    format!("{name}({})", parameters.map(parameter).collect::<Vec<_>>().join(", "))
}

/// The keys of a kind of file, by the group that they stand in: from its JSON Schema.
pub fn groups(kind: &str) -> BTreeMap<String, BTreeSet<String>> {
    let printed = Site::empty().run(&format!("schema {kind}")).ok().stdout.clone();
    let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let mut groups = BTreeMap::new();
    collect(&schema, &schema, "", &mut groups);
    // Not keys of a record, but the two parts of a list file.
    if let Some(record) = groups.get_mut("") {
        record.retain(|key| !matches!(key.as_str(), "defaults" | "reviews"));
    }
    let parts = |group: &String| group.starts_with("defaults") || group.starts_with("reviews");
    groups.retain(|group, _| !parts(group));
    groups
}

/// Follows a schema through its alternatives, lists and references.
fn collect(
    schema: &serde_json::Value,
    whole: &serde_json::Value,
    group: &str,
    groups: &mut BTreeMap<String, BTreeSet<String>>,
) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = whole.pointer(name.trim_start_matches('#')).unwrap();
        collect(target, whole, group, groups);
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        collect(alternative, whole, group, groups);
    }
    if schema["items"].is_object() {
        collect(&schema["items"], whole, group, groups);
    }
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        groups.entry(group.to_owned()).or_default().insert(key.clone());
        let inner = if group.is_empty() { key.clone() } else { format!("{group}.{key}") };
        collect(value, whole, &inner, groups);
    }
}
