//! How the private report looks: one page that works from the disk, and a few lines for the terminal.
//!
//! `says.rs` puts numbers into sentences, `sections/` and `lists.rs` choose charts and tables, `chart.rs` places
//! marks, and `template/` draws them. What is counted, and how, is the matter of
//! [`insights`](crate::insights).

mod chart;
mod lists;
mod page;
mod says;
mod sections;
mod summary;
mod text;

use tera::{Context, Tera, Value};

use crate::insights::report::Report;

/// What every page begins with: by it the program knows its own file.
pub const MARK: &str = "<!doctype html>\n<!-- laurels report: private, not to be published -->";

const TEMPLATES: [(&str, &str); 3] = [
    ("report.html", include_str!("template/report.html")),
    ("chart.html", include_str!("template/chart.html")),
    ("table.html", include_str!("template/table.html")),
];

const STYLE: &str = include_str!("template/report.css");

/// Draws the page.
///
/// # Errors
///
/// A fault of the templates, which are part of the program.
pub fn page(report: &Report) -> Result<String, tera::Error> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.add_raw_templates(TEMPLATES)?;
    let mut context = Context::new();
    context.insert_value("page", Value::from_serializable(&page::Page::of(report)));
    context.insert_value("style", Value::safe_string(STYLE));
    let html = tera.render("report.html", &context)?;
    Ok(format!("{MARK}\n{html}"))
}

/// The report in a few lines.
pub fn summary(report: &Report) -> Vec<String> {
    summary::lines(report)
}
