//! The files of the reviews, as each generator wants them.

use std::fmt::Write as _;

use super::records::{Record, products};

/// A generator of sites.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generator {
    Laurels,
    Hugo,
    Zola,
}

/// The Markdown file of a review.
pub(crate) fn file(record: &Record, generator: Generator) -> String {
    match generator {
        Generator::Laurels => laurels(record),
        Generator::Hugo => hugo(record),
        Generator::Zola => zola(record),
    }
}

/// The file `items.yaml` of Laurels.
pub(crate) fn items() -> String {
    let mut items = String::new();
    for id in products() {
        // Writing to a text does not fail.
        let _ = writeln!(items, "- {{id: {id}, name: {id}, type: Product}}");
    }
    items
}

fn laurels(record: &Record) -> String {
    let Record { name, role, company, rating, date, product, featured, body, .. } = record;
    let (source, tags) = (record.source.word, record.tags.join(", "));
    format!(
        "---\n\
         status: approved\n\
         author: {{name: \"{name}\", role: \"{role}\", company: \"{company}\"}}\n\
         rating: {rating}\n\
         date: {date}\n\
         source: {source}\n\
         tags: [{tags}]\n\
         item: {product}\n\
         featured: {featured}\n\
         ---\n\
         {body}"
    )
}

fn hugo(record: &Record) -> String {
    let Record { name, role, company, rating, date, product, featured, body, .. } = record;
    let (source, tags) = (record.source.label, record.tags.join(", "));
    format!(
        "---\n\
         name: \"{name}\"\n\
         role: \"{role}\"\n\
         company: \"{company}\"\n\
         rating: {rating}\n\
         date: {date}\n\
         source: {source}\n\
         tags: [{tags}]\n\
         product: {product}\n\
         featured: {featured}\n\
         ---\n\
         {body}"
    )
}

fn zola(record: &Record) -> String {
    let Record { name, role, company, rating, date, product, featured, body, .. } = record;
    let (source, tags) = (record.source.label, record.tags.join("\", \""));
    // The template adds ratings up, and TOML keeps whole numbers apart from others.
    let point = if rating.contains('.') { "" } else { ".0" };
    format!(
        "+++\n\
         title = \"{name}\"\n\
         date = {date}\n\
         template = \"page.html\"\n\
         [taxonomies]\n\
         tags = [\"{tags}\"]\n\
         product = [\"{product}\"]\n\
         [extra]\n\
         role = \"{role}\"\n\
         company = \"{company}\"\n\
         rating = {rating}{point}\n\
         source = \"{source}\"\n\
         featured = {featured}\n\
         +++\n\
         {body}"
    )
}
