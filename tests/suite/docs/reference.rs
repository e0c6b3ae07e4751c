//! The reference of views and components in `docs/themes.md`, made from their sources: what a
//! field means is written once, beside the field.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use syn::{Expr, Fields, GenericArgument, Item, ItemStruct, Lit, Meta, PathArguments, Type};

use super::contract::{names, signature};
use crate::support::site::REPOSITORY;

/// The files of `src/views/` that templates see, in the order of the reference.
const VIEWS: [&str; 4] = ["site", "page", "review", "date"];

/// A table of the components of the built-in theme.
pub fn components() -> String {
    let folder = Path::new(REPOSITORY).join("themes/classic/components");
    let mut text = "| component | what it is |\n| --- | --- |\n".to_owned();
    for name in names(&folder) {
        let source = fs::read_to_string(folder.join(name)).unwrap().replace("\r\n", "\n");
        let comment = source.split_once("-#}").unwrap().0.trim_start_matches("{#-");
        let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = comment.split_once(". ").map_or(&*comment, |(first, _)| first);
        let _ = writeln!(text, "| `{}` | {} |", signature(&source), phrase(first));
    }
    text
}

/// A section for each view, with a table of its fields.
pub fn views() -> String {
    let structs: Vec<ItemStruct> = VIEWS.iter().flat_map(|file| structs(file)).collect();
    let known: BTreeSet<String> = structs.iter().map(|view| view.ident.to_string()).collect();
    let mut text = String::new();
    for view in &structs {
        let _ = write!(text, "### {}\n\n{}\n\n", view.ident, docs(&view.attrs));
        text.push_str("| field | type | what it is |\n| --- | --- | --- |\n");
        let Fields::Named(fields) = &view.fields else { panic!("{} has no names", view.ident) };
        for field in &fields.named {
            let name = field.ident.as_ref().unwrap();
            let what = docs(&field.attrs).replace('\n', " ");
            let _ =
                writeln!(text, "| `{name}` | {} | {} |", shape(&field.ty, &known), phrase(&what));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn structs(file: &str) -> Vec<ItemStruct> {
    let path = Path::new(REPOSITORY).join(format!("src/views/{file}.rs"));
    let parsed = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let structs = parsed.items.into_iter().filter_map(|item| match item {
        Item::Struct(found) => Some(found),
        _ => None,
    });
    structs.collect()
}

/// The documentation of an item: a line for each paragraph.
fn docs(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        let Lit::Str(line) = &literal.lit else { return None };
        pair.path.is_ident("doc").then(|| line.value().trim().to_owned())
    });
    let lines: Vec<String> = lines.collect();
    let paragraphs = lines.split(String::is_empty).map(|lines| lines.join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A sentence as a phrase of a table: a small letter at its start, no full stop, and without what
/// the type says already.
fn phrase(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.').replace(", or nothing", "").replace('|', "\\|");
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    let is_name = letters.clone().next().is_some_and(char::is_uppercase);
    if is_name || text.starts_with("Open Graph") || text.starts_with("Atom") {
        return text;
    }
    first.to_lowercase().chain(letters).collect()
}

/// What a type is for a template.
fn shape(of: &Type, known: &BTreeSet<String>) -> String {
    match of {
        Type::Reference(reference) => shape(&reference.elem, known),
        Type::Slice(slice) => format!("list of {}", shape(&slice.elem, known)),
        Type::Path(path) => {
            let last = path.path.segments.last().unwrap();
            let inner = || match &last.arguments {
                PathArguments::AngleBracketed(inner) => inner
                    .args
                    .iter()
                    .filter_map(|argument| match argument {
                        GenericArgument::Type(found) => Some(shape(found, known)),
                        _ => None,
                    })
                    .next_back()
                    .unwrap_or_default(),
                _ => String::new(),
            };
            match last.ident.to_string().as_str() {
                "String" | "str" | "Cow" => "text".to_owned(),
                "bool" => "true or false".to_owned(),
                "u8" | "u32" | "u64" | "usize" => "number".to_owned(),
                "Html" => "HTML".to_owned(),
                "Value" | "OpenMap" => "anything".to_owned(),
                "Option" => format!("{} or nothing", inner()),
                "Vec" => format!("list of {}", inner()),
                "BTreeMap" => format!("map of {}", inner()),
                name if known.contains(name) => format!("[{name}](#{})", name.to_lowercase()),
                name => panic!("`{name}` has no words in the reference"),
            }
        }
        _ => panic!("a type of a field has no words in the reference"),
    }
}
